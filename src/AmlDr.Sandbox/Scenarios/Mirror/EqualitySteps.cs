using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>What stands in the secondary is what stands in the primary, written once.</summary>
internal static class EqualitySteps
{
    private static readonly string[] Fields = ["description", "tags", "properties", "stage", "flavors", "isArchived", "fieldOfTheFuture"];

    public static async Task PlayAsync(MirrorStage stage)
    {
        await stage.Run.StepAsync("the documents are equal field by field", () => Task.FromResult(CompareDocuments(stage)));
        await stage.Run.StepAsync("every file is there with equal length and MD5", () => Task.FromResult(CompareFiles(stage)));
        await stage.Run.StepAsync(
            "description, tags, properties, stage, flavors, archived state and an unknown field survive", () => Task.FromResult(CompareFields(stage)));
        await stage.Run.StepAsync("every mirrored version took one effective ARM write", () => Task.FromResult(CountWrites(stage)));
        await stage.Run.StepAsync("a sweep over equal workspaces writes nothing and tells what is skipped", () => SweepAsync(stage));
        await stage.Run.StepAsync("curated and anonymous environments are skipped, and said to be", () => CompareSkippedAsync(stage));
    }

    private static string CompareDocuments(MirrorStage stage)
    {
        MirrorStage.Require([.. stage.Mirrored.SelectMany(stage.Check.DocumentProblems), .. stage.Check.ExtraProblems(stage.Assets)]);
        return $"{stage.Mirrored.Count()} documents, and no other in the secondary";
    }

    private static string CompareFiles(MirrorStage stage)
    {
        MirrorStage.Require([.. stage.Mirrored.SelectMany(stage.Check.FileProblems)]);
        return $"{stage.Mirrored.Sum(asset => asset.Files.Count)} files";
    }

    /// <summary>Compares with what was registered, not with what the primary returns: what both would lose shows too.</summary>
    private static string CompareFields(MirrorStage stage)
    {
        Dictionary<string, int> seen = [];
        List<string> problems = [];
        foreach (SeedAsset asset in stage.Mirrored)
        {
            JsonNode? copy = stage.Check.FindInSecondary(asset)?["properties"];
            foreach ((string field, JsonNode? value) in asset.Body["properties"]!.AsObject().Where(member => Fields.Contains(member.Key)))
            {
                problems.AddRange(JsonDifference.Find(value, copy?[field]).Select(difference => $"{asset}: {field}: {difference}"));
                if (field != "isArchived" || value!.GetValue<bool>())
                    seen[field] = seen.GetValueOrDefault(field) + 1;
            }
        }

        MirrorStage.Require([.. problems, .. Fields.Where(field => !seen.ContainsKey(field)).Select(field => $"no asset has '{field}', so nothing was shown")]);
        return string.Join(", ", seen.Select(field => $"{field.Value} {field.Key}"));
    }

    private static string CountWrites(MirrorStage stage)
    {
        IReadOnlyDictionary<string, int> writes = stage.Log.EffectiveWrites();
        MirrorStage.Require(
        [
            .. stage.Mirrored.Where(asset => writes.GetValueOrDefault(asset.Path) != 1)
                .Select(asset => $"{asset} was written {writes.GetValueOrDefault(asset.Path)} times"),
            .. writes.Keys.Except(stage.Mirrored.Select(asset => asset.Path)).Select(path => $"{path} was written too"),
        ]);
        return $"{writes.Count} writes for {stage.Mirrored.Count()} versions";
    }

    private static async Task<string> SweepAsync(MirrorStage stage)
    {
        long before = stage.Log.Position;
        AppSweep sweep = await stage.Session.App.Client.SweepAsync(stage.Patience, stage.Cancelled);
        MirrorStage.Require(
        [
            .. stage.Log.ChangesInSecondary(before).Select(call => $"{call.Operation} {call.Path}"),
            .. sweep.Seen == stage.Assets.Count ? [] : (string[])[$"it saw {sweep.Seen} versions of {stage.Assets.Count}"],
        ]);
        return sweep.ToString();
    }

    private static async Task<string> CompareSkippedAsync(MirrorStage stage)
    {
        SeedAsset[] skipped = [.. stage.Assets.Where(asset => asset.SkipCode is not null)];
        Dictionary<(string, string, string), AppAsset> states = (await stage.Session.App.Client.ListAssetsAsync(stage.Cancelled))
            .ToDictionary(asset => (asset.Kind, asset.Name, asset.Version));
        List<string> problems = [];
        foreach (SeedAsset asset in skipped)
        {
            AppAsset? state = states.GetValueOrDefault((asset.Kind, asset.Name, asset.Version));
            if (state is not { State: "Skipped", Reason: { Message.Length: > 0 } reason } || reason.Code != asset.SkipCode)
                problems.Add(state?.ToString() ?? $"{asset} is not known");
            if (stage.Check.FindInSecondary(asset) is not null)
                problems.Add($"{asset} stands in the secondary");
        }

        MirrorStage.Require(problems);
        return string.Join(", ", skipped.GroupBy(asset => asset.SkipCode).Select(group => $"{group.Count()} {group.Key}"));
    }
}
