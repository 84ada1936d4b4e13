using System.Diagnostics;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Sandbox.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Pipeline;

/// <summary>Calls that fail on the way: what is repeated, what is not, and what is said of it.</summary>
public class LostCallTests : SimulatorTest
{
    private const string Get = "models/versions:get";
    private const string Put = "models/versions:put";

    private AmlClient Client => Sim.Get<AmlClient>();

    [Theory]
    [InlineData(FaultKind.Throttle429)]
    [InlineData(FaultKind.Error500)]
    [InlineData(FaultKind.Error503)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.ResetAfter)]
    [InlineData(FaultKind.TimeoutBefore)]
    [InlineData(FaultKind.TimeoutAfter)]
    public async Task Read_FailsOnce_IsRepeatedUnseen(FaultKind kind)
    {
        Sim.RegisterInPrimary(Documents.ModelId(), Documents.Model("azureml://registries/r/models/m/versions/1"));
        Sim.Fail(Get, kind);

        AssetDocument? document = await Client.TryGetVersionAsync(Primary, Documents.ModelId(), None);

        Assert.Equal("1", document!.ResourceName);
        Assert.Equal(2, Sim.Calls(Get).Count);
    }

    [Theory]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.ResetAfter)]
    [InlineData(FaultKind.TimeoutBefore)]
    [InlineData(FaultKind.TimeoutAfter)]
    public async Task Read_LostAgainAndAgain_IsTransientAfterFourCalls(FaultKind kind)
    {
        Sim.Fail(Get, kind, times: null);

        TransientException failure = await Assert.ThrowsAsync<TransientException>(() =>
            Client.TryGetVersionAsync(Primary, Documents.ModelId(), None));

        Assert.Contains("/models/churn/versions/1: no answer", failure.Message, StringComparison.Ordinal);
        Assert.Equal(4, Sim.Calls(Get).Count);
    }

    [Fact]
    public async Task Read_LostAndThenCancelledWhileItIsRepeated_IsCancelledAndNoOtherFailure()
    {
        Sim.Fail(Get, FaultKind.Reset, times: 1);
        Sim.Fail(Get, FaultKind.TimeoutBefore, times: null, hangMilliseconds: 60_000);
        using var cancelled = new CancellationTokenSource();

        Task<AssetDocument?> reading = Client.TryGetVersionAsync(Primary, Documents.ModelId(), cancelled.Token);
        await Eventually.HoldsAsync(() => Sim.Calls(Get).Count > 0, "the first call is lost");
        cancelled.CancelAfter(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Write_ThrottledOnce_IsRepeatedAndTakesEffectOnce()
    {
        Sim.Fail(Put, FaultKind.Throttle429);

        await PutAsync(Client);

        Assert.Equal([429, 201], Sim.Calls(Put).Select(call => call.Status));
        Assert.Equal(1, Sim.Effects(Put));
    }

    [Theory]
    [InlineData(FaultKind.Error500, 0)]
    [InlineData(FaultKind.Error503, 0)]
    [InlineData(FaultKind.Reset, 0)]
    [InlineData(FaultKind.TimeoutBefore, 0)]
    [InlineData(FaultKind.ResetAfter, 1)]
    [InlineData(FaultKind.TimeoutAfter, 1)]
    public async Task Write_LostOnce_IsTransientAfterOneCall(FaultKind kind, int effects)
    {
        Sim.Fail(Put, kind);

        await Assert.ThrowsAsync<TransientException>(() => PutAsync(Client));

        Assert.Single(Sim.Calls(Put));
        Assert.Equal(effects, Sim.Effects(Put));
    }

    [Fact]
    public async Task Write_NoAnswerWithinTheTimeout_IsGivenUpThenAndNotRepeated()
    {
        AmlClient client = Sim.Build(("Arm:CallTimeout", "00:00:01")).GetRequiredService<AmlClient>();
        Sim.Fail(Put, FaultKind.TimeoutAfter, hangMilliseconds: 60_000);
        long started = Stopwatch.GetTimestamp();

        await Assert.ThrowsAsync<TransientException>(() => PutAsync(client));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(30));
        Assert.Equal(1, Assert.Single(Sim.Calls(Put)).TookEffect ? 1 : 0);
    }

    [Fact]
    public async Task Read_NoAnswerWithinTheTimeout_IsRepeated()
    {
        AmlClient client = Sim.Build(("Arm:CallTimeout", "00:00:01")).GetRequiredService<AmlClient>();
        Sim.Fail(Get, FaultKind.TimeoutBefore, hangMilliseconds: 60_000);

        Assert.Null(await client.TryGetVersionAsync(Primary, Documents.ModelId(), None));
        Assert.Equal(2, Sim.Calls(Get).Count);
    }

    [Fact]
    public async Task Call_CallerGivesUp_IsCancelledAndNoFailureOfTheOtherSide()
    {
        Sim.Fail(Get, FaultKind.TimeoutBefore, hangMilliseconds: 60_000);
        using var cancellation = new CancellationTokenSource();
        Task call = Client.TryGetVersionAsync(Primary, Documents.ModelId(), cancellation.Token);
        await Eventually.HoldsAsync(() => Sim.Calls(Get).Count == 1, "the call has arrived");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(Sim.Calls(Get));
    }

    [Fact]
    public async Task Call_RegionLost_IsTransient()
    {
        Sim.Azure.Regions.TakeDown("westeurope", OutageMode.Unavailable);

        await Assert.ThrowsAsync<TransientException>(() => PutAsync(Client, primary: true));
        await PutAsync(Client);
    }

    [Fact]
    public async Task Call_TokenForAnotherAudience_IsDenied()
    {
        await using ServiceProvider services = AppServices.Build(
            Sim.Azure.Endpoint, Primary.ToString(), Secondary.ToString(), Sim.ControlRoot,
            new FixedCredential(Sim.Azure.Tokens.Issue("https://storage.azure.com")), null);

        AccessDeniedException failure = await Assert.ThrowsAsync<AccessDeniedException>(() =>
            services.GetRequiredService<AmlClient>().DescribeWorkspaceAsync(Primary, None));

        Assert.Contains("InvalidAuthenticationTokenAudience", failure.Message, StringComparison.Ordinal);
    }

    private Task<ArmWrite> PutAsync(AmlClient client, bool primary = false) => client.PutVersionAsync(
        primary ? Primary : Secondary, Documents.ModelId(), Documents.Model("azureml://registries/r/models/m/versions/1"), None);
}
