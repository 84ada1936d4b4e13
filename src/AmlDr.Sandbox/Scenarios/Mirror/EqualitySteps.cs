using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

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
        await stage.Run.StepAsync("every mirrored version took one effective ARM write, an endpoint a second one for what its deployments get", () => Task.FromResult(CountWrites(stage)));
        await stage.Run.StepAsync("a sweep over equal workspaces writes nothing and reads nothing but list pages", () => SweepAsync(stage));
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
        return $"{stage.Mirrored.Sum(asset => asset.Folders.Sum(folder => folder.Files.Count))} files";
    }

    /// <summary>Compares with what was registered, not with what the primary returns: what both would lose shows too.</summary>
    private static string CompareFields(MirrorStage stage)
    {
        Dictionary<string, int> seen = [];
        List<string> problems = [];

        // The service adds to the properties of what runs; their documents are compared whole elsewhere.
        foreach (SeedAsset asset in stage.Mirrored.Where(asset => asset.Body["location"] is null))
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
            .. MirrorStage.WrongWrites(stage.Mirrored, writes, stage.Log.EffectiveWritesInPrimary()),
            .. writes.Keys.Except(stage.Mirrored.Select(asset => asset.Path)).Select(path => $"{path} was written too"),
        ]);
        return $"{writes.Count} writes for {stage.Mirrored.Count()} versions";
    }

    private static async Task<string> SweepAsync(MirrorStage stage)
    {
        // What no event told of is looked at in the first one.
        await stage.Session.App.Client.SweepAsync(stage.Patience, stage.Cancelled);
        await stage.Session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
        long before = stage.Log.Position;
        AppSweep sweep = await stage.Session.App.Client.SweepAsync(stage.Patience, stage.Cancelled);
        IReadOnlyDictionary<string, int> primary = stage.Log.Reads(WorldTopology.PrimaryRegion, before);
        IReadOnlyDictionary<string, int> secondary = stage.Log.Reads(WorldTopology.SecondaryRegion, before);
        MirrorStage.Require(
        [
            .. stage.Log.ChangesInSecondary(before).Select(call => $"{call.Operation} {call.Path}"),
            .. sweep.Seen == stage.Assets.Count + MirrorStage.SystemDatastores ? [] : (string[])[$"it saw {sweep.Seen} assets of {stage.Assets.Count} and the {MirrorStage.SystemDatastores} that every workspace has"],
            .. primary.Concat(secondary).Where(read => !IsList(read.Key)).Select(read => $"{read.Value} {read.Key}"),
        ]);
        return $"{sweep}; {primary.Values.Sum()} list pages of the primary, {secondary.Values.Sum()} of the secondary";

        // What the workspaces themselves are and what their regions offer is asked for every few minutes.
        static bool IsList(string operation) =>
            operation.EndsWith(":list", StringComparison.Ordinal) || operation is "workspaces:get" or "storageAccounts:get" or "datastores:get" or "locations:vmSizes";
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
