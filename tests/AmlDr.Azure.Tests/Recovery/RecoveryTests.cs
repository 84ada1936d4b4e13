using System.Text.Json.Nodes;
using AmlDr.Azure.Readiness;
using AmlDr.Azure.Recovery;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.Core.Readiness.Snapshots;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.World;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Recovery;

public sealed class RecoveryTests : SimulatorTest
{
    private readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task FindAsync_NothingDeleted_IsEmpty() => Assert.Empty((await FindAsync()).Value!);

    [Theory]
    [InlineData("""{"softDeletedAt":"2026-05-01T00:00:00Z","scheduledPurgeDate":"2026-05-15T00:00:00Z"}""", "softDeletedAt")]
    [InlineData("""{"provisioningState":"SoftDeleted"}""", "provisioningState")]
    public async Task FindAsync_ListedAsDeleted_IsFoundWithItsEvidence(string properties, string evidence)
    {
        Sim.Azure.Resources.Put(
            WorldTopology.ResourceGroupId + "/providers/Microsoft.MachineLearningServices/workspaces/mlw-old",
            new JsonObject { ["location"] = "westeurope", ["properties"] = JsonNode.Parse(properties) });

        DeletedWorkspace found = Assert.Single((await FindAsync()).Value!);

        Assert.Equal(("mlw-old", "westeurope"), (found.Name, found.Location));
        Assert.Contains(evidence, found.Evidence, StringComparison.Ordinal);
        Assert.Equal(evidence == "softDeletedAt", found.PurgeAt is not null);
    }

    [Fact]
    public async Task FindAsync_ListRefused_SaysWhatToGrant()
    {
        Sim.Azure.Access.Enforced = true;

        Reading<IReadOnlyList<DeletedWorkspace>> reading = await FindAsync();

        Assert.Equal(ReadingState.Denied, reading.State);
        Assert.Contains("Microsoft.MachineLearningServices/workspaces/read", reading.Grant, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecoverAsync_NotAllowed_IsRefusedAndNamesTheSetting()
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Sim.Get<WorkspaceRecovery>().RecoverAsync(Sim.Pair, Secondary, _none));

        Assert.Contains("AmlDr__Recovery__AllowWorkspaceRecovery", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecoverAsync_Deleted_IsAskedForAsItWasLastSeen()
    {
        WorkspaceRecovery recovery = Allowed();
        await Sim.Get<ReadinessReader>().ReadAsync(Sim.Pair, _none);
        JsonObject before = Sim.Azure.Resources.Get(Secondary.ToString())!;
        await DeleteAsync();

        await recovery.RecoverAsync(Sim.Pair, Secondary, _none);
        await Eventually.HoldsAsync(() => Sim.Azure.Resources.Get(Secondary.ToString()) is not null, "the workspace stands again");

        JsonObject after = Sim.Azure.Resources.Get(Secondary.ToString())!;
        foreach (string property in new[] { "workspaceId", "storageAccount", "keyVault", "applicationInsights", "containerRegistry" })
        {
            Assert.Equal((string?)before["properties"]![property], (string?)after["properties"]![property]);
        }
    }

    [Fact]
    public async Task RecoverAsync_Stands_IsRefused()
    {
        await Assert.ThrowsAsync<RefusedException>(() => Allowed().RecoverAsync(Sim.Pair, Secondary, _none));
        Assert.Equal(0, Sim.Effects("workspaces:put"));
    }

    [Fact]
    public async Task RecoverAsync_NeverSeen_IsRefused()
    {
        await DeleteAsync();

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Allowed().RecoverAsync(Sim.Pair, Secondary, _none));

        Assert.Contains("was never seen", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecoverAsync_VaultGone_IsRefusedBeforeAnythingIsWritten()
    {
        await Sim.Get<ReadinessReader>().ReadAsync(Sim.Pair, _none);
        await DeleteAsync();
        Sim.Azure.Resources.Remove(WorldTopology.ResourceGroupId + "/providers/Microsoft.KeyVault/vaults/kv-mldr");

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Allowed().RecoverAsync(Sim.Pair, Secondary, _none));

        Assert.Contains("'keyVault'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, Sim.Effects("workspaces:put"));
    }

    [Fact]
    public void RecoveryBody_Document_DropsWhatTheServiceSets()
    {
        JsonObject document = JsonNode.Parse("""
            {"id":"x","name":"w","type":"t","systemData":{},"location":"westeurope","tags":{"a":"b"},"sku":{"name":"Basic"},
             "identity":{"type":"SystemAssigned,UserAssigned","principalId":"p","tenantId":"t","userAssignedIdentities":{"/i":{"principalId":"p","clientId":"c"}}},
             "properties":{"workspaceId":"g","provisioningState":"Succeeded","keyVault":"/kv","fieldOfTomorrow":1,"managedNetwork":{"isolationMode":"Disabled","networkId":"n"}}}
            """)!.AsObject();

        Assert.Equal(
            """{"location":"westeurope","tags":{"a":"b"},"sku":{"name":"Basic"},"identity":{"type":"SystemAssigned,UserAssigned","userAssignedIdentities":{"/i":{}}},"properties":{"keyVault":"/kv","fieldOfTomorrow":1,"managedNetwork":{"isolationMode":"Disabled"},"allowRecoverSoftDeletedWorkspace":"True"}}""",
            RecoveryBody.Create(document).ToJsonString());
        Assert.Equal("g", (string?)document["properties"]!["workspaceId"]);
    }

    [Fact]
    public async Task TryFindAsync_JobWithOutputs_GivesPlacesAndCounts()
    {
        PutJob("run1", """
            {"model":{"jobOutputType":"uri_folder","uri":"azureml://datastores/workspaceblobstore/paths/out/model"},"usual":{"jobOutputType":"uri_folder"},
             "odd":{"jobOutputType":"uri_folder","uri":"azureml://datastores/nowhere/paths/x"}}
            """);
        PutBlob(Sim.World.Primary.BlobContainer, "out/model/a.bin", "12345");
        PutBlob(Sim.World.Primary.BlobContainer, "out/models/other.bin", "12345");
        PutBlob(Sim.World.Primary.BlobContainer, "azureml/run1/usual/b.bin", "123");
        PutBlob(SimulatedWorkspace.ArtifactContainer, "ExperimentRun/dcid.run1/logs/std.txt", "1");
        PutBlob(SimulatedWorkspace.ArtifactContainer, "ExperimentRun/dcid.run11/logs/std.txt", "1");

        JobOutputs outputs = (await Sim.Get<JobOutputFinder>().TryFindAsync(Sim.Pair, "run1", _none))!;

        Assert.True(outputs.IsKnown);
        Assert.Equal(
            ["logs and artifacts: 1/1", "model: 1/5", "usual: 1/3", "odd: /"],
            outputs.Places.Select(place => $"{place.Output}: {place.Files}/{place.Bytes}"));
        Assert.EndsWith($"/{Sim.World.Primary.Account}/{Sim.World.Primary.BlobContainer}", outputs.Places[1].Container!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("'nowhere' is not known", outputs.Places[3].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryFindAsync_NoSuchJob_IsNull() => Assert.Null(await Sim.Get<JobOutputFinder>().TryFindAsync(Sim.Pair, "none", _none));

    [Fact]
    public async Task TryFindAsync_ResourceManagerOfThePrimaryDown_GivesTheUsualPlaces()
    {
        await Sim.Get<ReadinessReader>().ReadAsync(Sim.Pair, _none);
        PutBlob(SimulatedWorkspace.ArtifactContainer, "ExperimentRun/dcid.run1/logs/std.txt", "1");
        Sim.Azure.Faults.Add(new FaultRule { Kinds = [FaultKind.Error503], PathPattern = "/workspaces/mlw-primary|/storageAccounts/" });

        JobOutputs outputs = (await Sim.Get<JobOutputFinder>().TryFindAsync(Sim.Pair, "run1", _none))!;

        Assert.False(outputs.IsKnown);
        Assert.Contains("503", outputs.Problem, StringComparison.Ordinal);
        Assert.Equal(["logs and artifacts: 1", "outputs: 0"], outputs.Places.Select(place => $"{place.Output}: {place.Files}"));
    }

    [Fact]
    public async Task TryFindAsync_PrimaryDownAndNeverSeen_SaysSo()
    {
        Sim.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion, OutageMode.Reset);

        JobOutputs outputs = (await Sim.Get<JobOutputFinder>().TryFindAsync(Sim.Pair, "run1", _none))!;

        Assert.All(outputs.Places, place => Assert.Contains("no readiness check has ever seen it", place.Problem, StringComparison.Ordinal));
    }

    private Task<Reading<IReadOnlyList<DeletedWorkspace>>> FindAsync() => Sim.Get<DeletedWorkspaceFinder>().FindAsync(Sim.Pair, _none);

    private WorkspaceRecovery Allowed() => Sim.Build(("Recovery:AllowWorkspaceRecovery", "true")).GetRequiredService<WorkspaceRecovery>();

    // Over HTTP, because only a deletion that was asked for is soft.
    private async Task DeleteAsync()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", Sim.Azure.Tokens.Issue("https://management.azure.com"));
        (await http.DeleteAsync(new Uri($"{Sim.Azure.BaseUrl}{Secondary}?api-version=2025-12-01"))).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => Sim.Azure.Resources.Get(Secondary.ToString()) is null, "the workspace is deleted");
    }

    private void PutJob(string name, string outputs) => Sim.Azure.Resources.Put($"{Primary}/jobs/{name}", new JsonObject
    {
        ["properties"] = new JsonObject { ["jobType"] = "Command", ["status"] = "Completed", ["outputs"] = JsonNode.Parse(outputs) },
    });

    private void PutBlob(string container, string name, string text) =>
        Sim.Azure.Blobs.Put(Sim.World.Primary.Account, container, name, BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)));
}
