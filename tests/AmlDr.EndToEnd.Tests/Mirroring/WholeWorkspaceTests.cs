using System.Text;
using AmlDr.EndToEnd.Tests.Support;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.EndToEnd.Tests.Mirroring;

/// <summary>An asset of every kind, 20 levels of nested components and every sort of credential, in a workspace of a few dozen assets.</summary>
public class WholeWorkspaceTests
{
    [Fact]
    public async Task Sweep_OfAWholeWorkspace_MirrorsAllOfItAndLeavesNoSecretBehind()
    {
        await using SandboxSession session = await SandboxSession.StartAsync(new SessionOptions { Seed = 21 });
        IReadOnlyList<SeedAsset> assets = WorkspacePlan.CreateSmall(session.Primary, seed: 21);
        await session.User.PublishAsync(assets);

        await session.App.Client.SweepAsync(Seen.Patience);
        await Seen.SettledAsync(session, assets);

        MirrorCheck check = new(session.Azure);
        Assert.Empty(check.Problems(assets));
        Assert.Empty(check.ExtraProblems(assets));
        Assert.Contains(assets, asset => asset.HasSecrets);
        IReadOnlyList<AppAsset> reported = await session.App.Client.ListAssetsAsync();
        await session.App.StopAsync();
        LeakCheck leaks = new(session);
        (IReadOnlyList<string> finds, long bytes) = leaks.Look(new Dictionary<string, string> { ["the list of assets"] = string.Join('\n', reported) });
        Assert.Empty(finds);
        Assert.True(bytes > 100_000, $"only {bytes} bytes were looked through");

        // The search itself works: what is planted where the app keeps things is found.
        session.Azure.Blobs.Put(
            session.Azure.World.ControlAccount.Name, AppSettings.ControlContainer, "planted.json",
            BlobContent.FromBytes(Encoding.UTF8.GetBytes($$"""{"key":"{{SeedSecrets.Base64("planted")}}"}""")));
        await File.WriteAllTextAsync(Path.Combine(session.App.Setup.StateFolder, "planted.txt"), SeedSecrets.Text("planted"));
        Assert.Equal(2, leaks.Look(new Dictionary<string, string>()).Finds.Count(find => find.Contains("planted", StringComparison.Ordinal)));
    }
}
