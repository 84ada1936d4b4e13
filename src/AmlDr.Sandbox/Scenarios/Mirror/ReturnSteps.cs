using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>What was mirrored can be mirrored back: the emptied primary holds again what it held.</summary>
internal static class ReturnSteps
{
    private const string PairSetting = "AmlDr__Pairs__0__";

    public static Task PlayAsync(MirrorStage stage) => stage.Run.StepAsync(
        "mirrored back into the emptied primary, everything is as it was, but at rest", () => ReturnAsync(stage));

    private static async Task<string> ReturnAsync(MirrorStage stage)
    {
        SimulatedAzure azure = stage.Session.Azure;
        SeedAsset[] assets = [.. stage.Mirrored];
        Dictionary<SeedAsset, (JsonObject Document, JsonObject? Secrets)> before = assets.ToDictionary(
            asset => asset, asset => (azure.Resources.Get(IdOf(asset))!, azure.Resources.GetSecrets(IdOf(asset))));
        await stage.Session.App.StopAsync();
        azure.EventGrid.Switches = new DeliverySwitches { Silent = true };
        Empty(azure);
        await stage.Session.App.StartAsync(
            new Dictionary<string, string>
            {
                [PairSetting + "Primary__WorkspaceId"] = azure.World.Secondary.ResourceId,
                [PairSetting + "Secondary__WorkspaceId"] = azure.World.Primary.ResourceId,
                ["AmlDr__ControlStore__ContainerUri"] = azure.BlobEndpoint(azure.World.ControlAccount.Name) + AppSettings.ReturnContainer,
            },
            stage.Cancelled);
        List<string> problems = [];
        for (int sweeps = 1; ; sweeps++)
        {
            await stage.Session.App.Client.SweepAsync(stage.Patience, retryFailed: true, stage.Cancelled);
            await stage.Session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
            problems = [.. before.SelectMany(entry => Problems(entry.Key, entry.Value.Document, entry.Value.Secrets))];

            // What faults have held up is left to sweeps.
            if (problems.Count == 0 || !stage.HasFaults || sweeps == 4)
                break;
            stage.Run.Progress($"a sweep looks after what faults have held up: {problems.Count} differences");
        }

        MirrorStage.Require(problems);
        return $"{assets.Length} assets";

        string IdOf(SeedAsset asset) => $"{azure.World.Primary.ResourceId}/{asset.Path}";

        IEnumerable<string> Problems(SeedAsset asset, JsonObject document, JsonObject? secrets)
        {
            if (azure.Resources.Get(IdOf(asset)) is not { } now)
                return [$"{asset} has not come back"];
            ExpectedDocument expected = new(azure, azure.World.Primary, azure.World.Primary);
            return JsonDifference.Find(expected.For(document), ExpectedDocument.WritablePart(now)).Select(difference => $"{asset}: {difference}")

                // What has keys that the service makes by itself is not said to have secrets.
                .Concat(!asset.HasSecrets || JsonNode.DeepEquals(secrets, azure.Resources.GetSecrets(IdOf(asset))) ? [] : [$"{asset} has come back without its secret"])
                .Concat(asset.Folders.SelectMany(folder => folder.Files.Select(file => (File: file, Name: SeedAsset.BlobName(folder.Root, file))))
                    .Where(file => !IsSame(azure.Blobs.Read(azure.World.PrimaryAccount.Name, asset.Container!, file.Name), file.File.Content))
                    .Select(file => $"{asset}: the file '{file.Name}' has not come back"));
        }
    }

    private static bool IsSame(BlobContent? copy, BlobContent content) =>
        copy is not null && copy.Length == content.Length && copy.Md5().AsSpan().SequenceEqual(content.Md5());

    /// <summary>Removes all assets and files of the primary, as if the workspace had been made anew.</summary>
    private static void Empty(SimulatedAzure azure)
    {
        string workspace = azure.World.Primary.ResourceId;
        foreach (string path in azure.Resources.Snapshot(workspace).Select(resource => resource.Path).Where(IsOwn).ToArray())
            azure.Resources.Remove($"{workspace}/{path}");
        string account = azure.World.PrimaryAccount.Name;
        foreach (string container in (string[])[azure.World.Primary.BlobContainer, SimulatedWorkspace.ArtifactContainer])
        {
            foreach (string name in azure.Blobs.List(account, container, string.Empty, withMd5: false).Select(blob => blob.Name).ToArray())
                azure.Blobs.Delete(account, container, name);
        }

        // Whatever is below goes with it.
        static bool IsOwn(string path) => path.Split('/').Length == 2 && !path.StartsWith("datastores/workspace", StringComparison.Ordinal);
    }
}
