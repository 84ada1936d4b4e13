using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>What a workspace holds besides models and environments has come with what it needs, in the right order.</summary>
internal static class KindSteps
{
    public static async Task PlayAsync(MirrorStage stage)
    {
        await stage.Run.StepAsync("every kind is there, with references into the secondary", () => Task.FromResult(CountKinds(stage)));
        await stage.Run.StepAsync("credentials and keys have arrived", () => Task.FromResult(CompareSecrets(stage)));
        await stage.Run.StepAsync("no document was written before its files stood", () => Task.FromResult(CompareOrder(stage)));
        await stage.Run.StepAsync("nothing was written before what it refers to", () => Task.FromResult(CompareDependencies(stage)));
    }

    private static string CountKinds(MirrorStage stage)
    {
        SeedAsset[] mirrored = [.. stage.Mirrored];
        string primary = $"/workspaces/{stage.Session.Azure.World.Primary.Name}/";
        MirrorStage.Require(
        [
            .. mirrored.Where(asset => stage.Check.FindInSecondary(asset)?["properties"]?.ToJsonString().Contains(primary, StringComparison.OrdinalIgnoreCase) == true)
                .Select(asset => $"{asset} still refers to the primary"),
        ]);
        return $"{MirrorStage.CountKinds(mirrored)}; up to {mirrored.Max(asset => asset.Level)} levels of references";
    }

    private static string CompareSecrets(MirrorStage stage)
    {
        SeedAsset[] keepers = [.. stage.Mirrored.Where(asset => asset.HasSecrets)];
        MirrorStage.Require([.. keepers.SelectMany(stage.Check.SecretProblems)]);
        return MirrorStage.CountKinds(keepers);
    }

    private static string CompareOrder(MirrorStage stage)
    {
        IReadOnlyDictionary<string, long> documents = stage.Log.FirstWrites();
        IReadOnlyDictionary<string, long> files = stage.Log.LastFileWrites();
        int compared = 0;
        List<string> problems = [];
        foreach (SeedAsset asset in stage.Mirrored.Where(asset => asset.Container is not null))
        {
            string container = stage.Check.SecondaryContainer(asset);
            foreach (string name in asset.Folders.SelectMany(folder => folder.Files.Select(file => SeedAsset.BlobName(folder.Root, file))))
            {
                compared++;
                if (!files.TryGetValue($"{container}/{name}", out long copied))
                    problems.Add($"nobody copied '{name}' of {asset}");
                else if (copied > documents[asset.Path])
                    problems.Add($"'{name}' was written after {asset} was registered");
            }
        }

        MirrorStage.Require(problems);
        return $"{compared} files";
    }

    private static string CompareDependencies(MirrorStage stage)
    {
        IReadOnlyDictionary<string, long> documents = stage.Log.FirstWrites();
        (SeedAsset Asset, SeedAsset Needed)[] pairs = [.. stage.Mirrored.SelectMany(asset => asset.After.Select(needed => (asset, needed)))];
        MirrorStage.Require([.. pairs.Where(pair => documents[pair.Asset.Path] < documents[pair.Needed.Path]).Select(pair => $"{pair.Asset} came before {pair.Needed}")]);
        return $"{pairs.Length} references";
    }
}
