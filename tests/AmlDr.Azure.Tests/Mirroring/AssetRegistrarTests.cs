using System.Text.Json.Nodes;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.Sandbox.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Mirroring;

/// <summary>One ARM write takes effect per mirrored version, whatever becomes of the answers.</summary>
public class AssetRegistrarTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;
    private const string Put = "models/versions:put";
    private const string Get = "models/versions:get";

    private static readonly AssetId Model = Documents.ModelId();

    private AssetRegistrar Registrar => Sim.Get<AssetRegistrar>();

    [Fact]
    public async Task RegisterAsync_Plan_IsWrittenOnceWithoutReadingBack()
    {
        await PlanAsync();

        Assert.True((await Registrar.RegisterAsync(Pair, Model, None)).WasWritten);

        Assert.Equal([201], Sim.Calls(Put).Select(call => call.Status));
        Assert.Empty(Sim.Calls(Get));
        Assert.True(JsonNode.DeepEquals(Body()["properties"]!["fieldOfTomorrow"], Sim.InSecondary(Model)!["properties"]!["fieldOfTomorrow"]));
    }

    [Fact]
    public async Task RegisterAsync_RolesChangedSinceThePlan_IsRefusedAndWritesNothing()
    {
        await PlanAsync();
        await Sim.Get<PairStateStore>().UpdateAsync(Pair, state => state with { Generation = state.Generation + 1 }, None);

        RefusedException failure = await Assert.ThrowsAsync<RefusedException>(() => Registrar.RegisterAsync(Pair, Model, None));

        Assert.StartsWith(PairStateGuard.Code, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Sim.Calls(Put));
    }

    [Fact]
    public async Task RegisterAsync_BeforeTheWrite_NotesTheIntent()
    {
        var clock = new ManualTimeProvider();
        await PlanAsync();
        Sim.Fail(Put, FaultKind.Error500);

        await Assert.ThrowsAsync<TransientException>(() =>
            Sim.Build(clock).GetRequiredService<AssetRegistrar>().RegisterAsync(Pair, Model, None));

        Assert.Equal(clock.GetUtcNow(), (await Sim.Get<PlanStore>().GetAsync(Pair, Model, None)).Value.WriteBegunAt);
    }

    [Theory]
    [InlineData(FaultKind.TimeoutAfter)]
    [InlineData(FaultKind.ResetAfter)]
    public async Task RegisterAsync_AnswerLostAfterTheWrite_LooksAndDoesNotWriteAgain(FaultKind kind)
    {
        await PlanAsync();
        Sim.Fail(Put, kind);
        await Assert.ThrowsAsync<TransientException>(() => Registrar.RegisterAsync(Pair, Model, None));

        Assert.False((await Registrar.RegisterAsync(Pair, Model, None)).WasWritten);
        Assert.False((await Registrar.RegisterAsync(Pair, Model, None)).WasWritten);

        Assert.Single(Sim.Calls(Put));
        Assert.Equal(1, Sim.Effects(Put));
    }

    [Theory]
    [InlineData(FaultKind.Error500)]
    [InlineData(FaultKind.Error503)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.TimeoutBefore)]
    public async Task RegisterAsync_FailedBeforeTheWrite_LooksAndWrites(FaultKind kind)
    {
        await PlanAsync();
        Sim.Fail(Put, kind);
        await Assert.ThrowsAsync<TransientException>(() => Registrar.RegisterAsync(Pair, Model, None));

        Assert.True((await Registrar.RegisterAsync(Pair, Model, None)).WasWritten);

        Assert.Equal(2, Sim.Calls(Put).Count);
        Assert.Equal(1, Sim.Effects(Put));
        Assert.Single(Sim.Calls(Get));
    }

    [Fact]
    public async Task RegisterAsync_Throttled_WritesWhenItMay()
    {
        await PlanAsync();
        Sim.Fail(Put, FaultKind.Throttle429, times: 2);

        Assert.True((await Registrar.RegisterAsync(Pair, Model, None)).WasWritten);

        Assert.Equal(1, Sim.Effects(Put));
    }

    [Fact]
    public async Task RegisterAsync_LookFails_DoesNotWriteOnSpeculation()
    {
        await PlanAsync();
        Sim.Fail(Put, FaultKind.ResetAfter);
        await Assert.ThrowsAsync<TransientException>(() => Registrar.RegisterAsync(Pair, Model, None));
        Sim.Fail(Get, FaultKind.Error503, times: 4);

        await Assert.ThrowsAsync<TransientException>(() => Registrar.RegisterAsync(Pair, Model, None));
        Assert.Single(Sim.Calls(Put));

        Assert.False((await Registrar.RegisterAsync(Pair, Model, None)).WasWritten);
        Assert.Equal(1, Sim.Effects(Put));
    }

    [Fact]
    public async Task RegisterAsync_IntentCannotBeNoted_DoesNotWrite()
    {
        await PlanAsync();
        Sim.Fail("blobs:put", FaultKind.Error503, times: 4);

        await Assert.ThrowsAsync<TransientException>(() => Registrar.RegisterAsync(Pair, Model, None));

        Assert.Empty(Sim.Calls(Put));
    }

    [Fact]
    public async Task RegisterAsync_LostUpdateOfAStandingVersion_IsWrittenOnce()
    {
        Sim.RegisterInSecondary(Model, Body("old description"));
        await PlanAsync();
        Sim.Fail(Put, FaultKind.TimeoutAfter);
        await Assert.ThrowsAsync<TransientException>(() => Registrar.RegisterAsync(Pair, Model, None));

        Assert.False((await Registrar.RegisterAsync(Pair, Model, None)).WasWritten);

        Assert.Equal(1, Sim.Effects(Put));
        Assert.Equal("a model", (string?)Sim.InSecondary(Model)!["properties"]!["description"]);
    }

    [Fact]
    public async Task RegisterAsync_BegunWriteNeverArrivedAndOldVersionStands_WritesAgain()
    {
        Sim.RegisterInSecondary(Model, Body("old description"));
        await PlanAsync();
        Sim.Fail(Put, FaultKind.Reset);
        await Assert.ThrowsAsync<TransientException>(() => Registrar.RegisterAsync(Pair, Model, None));

        Assert.True((await Registrar.RegisterAsync(Pair, Model, None)).WasWritten);

        Assert.Equal("a model", (string?)Sim.InSecondary(Model)!["properties"]!["description"]);
    }

    [Fact]
    public async Task RegisterAsync_FixedFieldsDiffer_IsConflictAndChangesNothing()
    {
        Sim.RegisterInSecondary(Model, Documents.Model("azureml://registries/r/models/other/versions/1"));
        await PlanAsync();

        await Assert.ThrowsAsync<ConflictException>(() => Registrar.RegisterAsync(Pair, Model, None));

        Assert.Equal(0, Sim.Effects(Put));
    }

    [Fact]
    public async Task RegisterAsync_ServiceTakesItDifferently_IsConflictAndNamesTheField()
    {
        // The service writes a short address long.
        await PlanAsync(Documents.Model("azureml://datastores/workspaceblobstore/paths/m"));

        ConflictException failure = await Assert.ThrowsAsync<ConflictException>(() => Registrar.RegisterAsync(Pair, Model, None));

        Assert.Contains("'properties.modelUri'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegisterAsync_NoPlan_IsConflictSoThatItIsPlannedAnew()
    {
        await Assert.ThrowsAsync<ConflictException>(() => Registrar.RegisterAsync(Pair, Model, None));

        Assert.Empty(Sim.Calls(Put));
    }

    [Fact]
    public async Task RegisterAsync_TagsThatDifferInCaseAlone_ArriveBoth()
    {
        JsonObject body = Body();
        body["properties"]!["tags"] = new JsonObject { ["Team"] = "a", ["team"] = "b" };
        await PlanAsync(body);

        Assert.True((await Registrar.RegisterAsync(Pair, Model, None)).WasWritten);

        Assert.Equal("""{"Team":"a","team":"b"}""", Sim.InSecondary(Model)!["properties"]!["tags"]!.ToJsonString());
    }

    private static JsonObject Body(string description = "a model") =>
        Documents.Model("azureml://registries/r/models/m/versions/1", description);

    private Task PlanAsync(JsonObject? body = null) =>
        Sim.Get<PlanStore>().WriteAsync(Pair, new MirrorPlan { Asset = Model, Body = body ?? Body(), Generation = PairState.Initial.Generation }, None);
}
