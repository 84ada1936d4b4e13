using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Scenarios.Mirror;
using AmlDr.Sandbox.Scenarios.Operating;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Failback;

/// <summary>What must be so after a way back, looked at past the app: the primary serves as it did before, with what the secondary got meanwhile.</summary>
internal sealed class HomeCheck
{
    private readonly OperatingWorld _world;
    private readonly SimulatedAzure _azure;
    private readonly ServingPlan _secondary;
    private readonly Dictionary<string, JsonObject> _before;
    private readonly List<SeedAsset> _registered = [];

    /// <summary>Remembers the primary as it serves now.</summary>
    public HomeCheck(OperatingWorld world)
    {
        _world = world;
        _azure = world.Session.Azure;
        _secondary = ServingPlan.CreateEmpty(SeedLocation.SecondaryOf(_azure), world.Run.Options.Seed + 1);
        _before = world.Plan.Assets.ToDictionary(asset => asset.Path, asset => ExpectedDocument.WritablePart(InPrimary(asset)!));
    }

    /// <summary>What was registered in the secondary, in order.</summary>
    public IReadOnlyList<SeedAsset> Registered => _registered;

    /// <summary>A model to register in the secondary.</summary>
    public SeedAsset New(string name)
    {
        SeedAsset model = _secondary.Model(name);
        _registered.Add(model);
        return model;
    }

    public async Task CheckAsync(AppFailover operation, long since, SeedAsset conflict)
    {
        OperationCalls calls = new(_azure, since);
        SeedAsset[] own = [.. _world.Plan.Assets.Except([conflict])];
        await _world.Run.StepAsync("what was registered in the secondary stands in the primary, files included", () =>
        {
            ExpectedDocument expected = new(_azure, _azure.World.Secondary, _azure.World.Primary, atRest: false);
            MirrorStage.Require([.. _registered.SelectMany(asset => Problems(asset, expected))]);
            return Task.FromResult(string.Join(", ", _registered));
        });
        await _world.Run.StepAsync("the primary serves as it did before: capacities, traffic, nodes, schedules, and every document", () =>
        {
            MirrorStage.Require([.. own.SelectMany(asset => JsonDifference.Find(_before[asset.Path], InPrimary(asset) is { } now ? ExpectedDocument.WritablePart(now) : null)
                .Select(difference => $"{asset}: {difference}"))]);
            return Task.FromResult(MirrorStage.CountKinds(own));
        });
        await _world.Run.StepAsync("every endpoint answers there", async () =>
        {
            SeedAsset[] endpoints = [.. own.Where(asset => asset.Kind == "onlineEndpoint")];
            MirrorStage.Require(await new ServingCheck(_azure, _azure.World.Secondary, _azure.World.Primary).ScoringProblemsAsync(endpoints, _world.Cancelled));
            return $"{endpoints.Length} endpoints";
        });
        await _world.Run.StepAsync("clients are turned back, once", () =>
        {
            MirrorStage.Require(
            [
                .. OperatingPolicy.TakesClients(_azure, WorldTopology.PrimaryRegion) ? [] : (string[])["the primary's endpoint of Traffic Manager takes no clients"],
                .. OperatingPolicy.TakesClients(_azure, WorldTopology.SecondaryRegion) ? (string[])["the secondary's endpoint of Traffic Manager still takes clients"] : [],
                .. OperatingPolicy.Pointer(_azure) == _azure.World.Primary.Name ? [] : (string[])[$"the pointer names {OperatingPolicy.Pointer(_azure)}"],
                .. calls.Switches().Where(one => one.Value != 1).Select(one => $"{one.Key} was written {one.Value} times"),
            ]);
            return Task.FromResult(string.Join(", ", calls.Switches().Keys));
        });
        await _world.Run.StepAsync("the secondary rests again", () =>
        {
            SeedAsset[] warm = [.. own.Where(asset => asset.SkipCode is null && asset.Name != ServingPlan.HotEndpoint)];
            MirrorStage.Require([.. warm.SelectMany(_world.Check.DocumentProblems)]);
            return Task.FromResult($"{warm.Length} documents as the mirror leaves them");
        });
        await _world.Run.StepAsync("the primary serves and is mirrored, the pair is free", () =>
        {
            JsonObject state = _world.Store.PairState() ?? throw new CheckFailedException("Nobody has written down who serves.");
            MirrorStage.Require(
            [
                .. state["activeSide"]?.ToString() == "Primary" ? [] : (string[])[$"{state["activeSide"]} serves"],
                .. state["mirrorDirection"]?.ToString() == "Forward" ? [] : (string[])[$"the mirror's direction is {state["mirrorDirection"]}"],
                .. state["operationId"] is null ? [] : (string[])[$"{state["operationId"]} holds the pair"],
                .. operation.TimelineIsWhole ? [] : (string[])["the audit trail is broken"],
            ]);
            return Task.FromResult($"generation {state["generation"]}");
        });
    }

    private IEnumerable<string> Problems(SeedAsset asset, ExpectedDocument expected)
    {
        if (InPrimary(asset) is not { } found)
            return [$"{asset} is not in the primary"];
        JsonObject source = _azure.Resources.Get($"{_azure.World.Secondary.ResourceId}/{asset.Path}")!;
        return
        [
            .. JsonDifference.Find(expected.For(source), ExpectedDocument.WritablePart(found)).Select(difference => $"{asset}: {difference}"),
            .. asset.Folders.SelectMany(folder => folder.Files.Select(file => (File: file, Name: SeedAsset.BlobName(folder.Root, file))))
                .Where(file => !IsSame(_azure.Blobs.Read(_azure.World.PrimaryAccount.Name, _azure.World.Primary.BlobContainer, file.Name), file.File.Content))
                .Select(file => $"{asset}: the file '{file.Name}' is not in the primary"),
        ];
    }

    private static bool IsSame(BlobContent? copy, BlobContent content) =>
        copy is not null && copy.Length == content.Length && copy.Md5().AsSpan().SequenceEqual(content.Md5());

    private JsonObject? InPrimary(SeedAsset asset) => _azure.Resources.Get($"{_azure.World.Primary.ResourceId}/{asset.Path}");
}
