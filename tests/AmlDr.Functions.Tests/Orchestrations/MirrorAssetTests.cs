using AmlDr.Azure.Copying;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Orchestrations;
using Microsoft.DurableTask;
using Moq;

namespace AmlDr.Functions.Tests.Orchestrations;

public class MirrorAssetTests
{
    private static readonly AssetId Asset = new("model", "m", "1");
    private readonly Mock<TaskOrchestrationContext> _context = new();
    private readonly Queue<MirrorRequested> _requests = [];
    private readonly List<string> _calls = [];
    private readonly List<RecordOutcomeInput> _records = [];

    public MirrorAssetTests()
    {
        _context.Setup(context => context.GetInput<MirrorAssetInput>()).Returns(new MirrorAssetInput("p", Asset, false, ["waiter-1"]));
        _context.Setup(context => context.WaitForExternalEvent<MirrorRequested>(MirrorAsset.RequestedEvent, It.IsAny<CancellationToken>()))
            .Returns(() => _requests.TryDequeue(out MirrorRequested? request) ? Task.FromResult(request) : new TaskCompletionSource<MirrorRequested>().Task);
        OnCall(nameof(RegisterAsset), () => new AssetRegistration(true, false));
        OnCall<object>(nameof(CopyFiles), () => new object());
        OnCall<object>(nameof(CommitFile), () => new object());
        OnCall<object>(nameof(VerifyContent), () => new object());
        OnCall<object>(nameof(RecordOutcome), () => new object());
    }

    [Fact]
    public async Task RunAsync_Equal_DoesNothingMore()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Equal));

        MirrorOutcome outcome = await MirrorAsset.RunAsync(_context.Object);

        Assert.Equal(new MirrorOutcome(Asset, AssetState.Mirrored), outcome);
        Assert.Equal([nameof(InspectAsset)], _calls);
    }

    [Fact]
    public async Task RunAsync_NewAssetWithFiles_CopiesAndVerifiesBeforeItRegisters()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Create) { ContentPlaces = 1, SourceFingerprint = "f" });
        OnPlan(new ContentSummary(3, 10, "digest", [new CopyUnit(0, 2, -1, 0), new CopyUnit(2, 1, 0, 4)], [2]));

        MirrorOutcome outcome = await MirrorAsset.RunAsync(_context.Object);

        Assert.True(outcome.WasWritten);
        Assert.Equal(
            [
                nameof(InspectAsset), nameof(PlanContent), nameof(RecordOutcome), nameof(CopyFiles), nameof(CopyFiles), nameof(CommitFile),
                nameof(VerifyContent), nameof(RegisterAsset), nameof(RecordOutcome),
            ],
            _calls);
        Assert.Equal([AssetState.Mirroring, AssetState.Mirrored], _records.Select(record => record.State));
        Assert.Equal(("f", "digest", 3, 10), (_records[1].SourceFingerprint, _records[1].ContentDigest, _records[1].FileCount, _records[1].ContentBytes));
    }

    [Fact]
    public async Task RunAsync_FilesThatStandAlready_AreNotCopied()
    {
        OnInspect(new MirrorInspection(MirrorDecision.VerifyContent) { ContentPlaces = 1 });
        OnPlan(new ContentSummary(3, 10, "digest", [], []));

        MirrorOutcome outcome = await MirrorAsset.RunAsync(_context.Object);

        Assert.False(outcome.WasWritten);
        Assert.Equal([nameof(InspectAsset), nameof(PlanContent), nameof(RecordOutcome)], _calls);
    }

    [Theory]
    [InlineData(MirrorDecision.Skip, AssetState.Skipped)]
    [InlineData(MirrorDecision.Refuse, AssetState.Refused)]
    [InlineData(MirrorDecision.SourceMissing, AssetState.Failed)]
    public async Task RunAsync_NothingToMirror_RecordsWhy(MirrorDecision decision, AssetState state)
    {
        var reason = new AssetReason("Code", "message");
        OnInspect(new MirrorInspection(decision, reason));

        MirrorOutcome outcome = await MirrorAsset.RunAsync(_context.Object);

        Assert.Equal((state, reason), (outcome.State, outcome.Reason));
        Assert.Equal((state, reason), (Assert.Single(_records).State, _records[0].Reason));
    }

    [Fact]
    public async Task RunAsync_ActivityFailsForGood_RecordsTheTypedReasonAndRegistersNothing()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Create) { ContentPlaces = 1 });
        OnCall<ContentSummary>(nameof(PlanContent), () => throw Failed<InvalidAssetException>("no files"));

        MirrorOutcome outcome = await MirrorAsset.RunAsync(_context.Object);

        Assert.Equal((AssetState.Failed, new AssetReason("InvalidAsset", "no files")), (outcome.State, outcome.Reason));
        Assert.DoesNotContain(nameof(RegisterAsset), _calls);
    }

    [Fact]
    public async Task RunAsync_Refusal_IsRefusedNotFailed()
    {
        OnCall<MirrorInspection>(nameof(InspectAsset), () => throw Failed<RefusedException>("no container"));

        Assert.Equal(AssetState.Refused, (await MirrorAsset.RunAsync(_context.Object)).State);
    }

    [Fact]
    public async Task RunAsync_SomethingMovedMeanwhile_LooksAgainButNotForEver()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Create));
        OnCall<AssetRegistration>(nameof(RegisterAsset), () => throw Failed<ConflictException>("changed"));

        MirrorOutcome outcome = await MirrorAsset.RunAsync(_context.Object);

        Assert.Equal(("Conflict", AssetState.Failed), (outcome.Reason!.Code, outcome.State));
        Assert.Equal(3, _calls.Count(call => call == nameof(InspectAsset)));
    }

    [Fact]
    public async Task RunAsync_Ends_TellsTheWaiters()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Equal));

        MirrorOutcome outcome = await MirrorAsset.RunAsync(_context.Object);

        _context.Verify(context => context.SendEvent("waiter-1", MirrorAsset.CompletedEvent, outcome), Times.Once);
        _context.Verify(context => context.ContinueAsNew(It.IsAny<object>(), It.IsAny<bool>()), Times.Never);
    }

    [Fact]
    public async Task RunAsync_RequestsMeanwhile_LooksOnceMoreForAllAndForgetsNoWaiter()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Equal));
        _requests.Enqueue(new MirrorRequested("one", "waiter-2", true, true));
        _requests.Enqueue(new MirrorRequested("two", null, false, false));

        await MirrorAsset.RunAsync(_context.Object);

        _context.Verify(
            context => context.ContinueAsNew(
                It.Is<MirrorAssetInput>(input =>
                    input.IsReferenced && input.Waiters.SequenceEqual(new[] { "waiter-1", "waiter-2" }) && input.Heard.SequenceEqual(new[] { "one", "two" })),
                true),
            Times.Once);
        _context.Verify(context => context.SendEvent(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<object>()), Times.Never);
    }

    [Fact]
    public async Task RunAsync_AskedMeanwhileByAssetsThatNeedIt_TellsThemWithoutAnotherLook()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Equal));
        _requests.Enqueue(new MirrorRequested("one", "waiter-2", true, true));
        _requests.Enqueue(new MirrorRequested("two", "waiter-3", true, true));

        MirrorOutcome outcome = await MirrorAsset.RunAsync(_context.Object);

        _context.Verify(context => context.ContinueAsNew(It.IsAny<object>(), It.IsAny<bool>()), Times.Never);
        Assert.All(
            (string[])["waiter-1", "waiter-2", "waiter-3"],
            waiter => _context.Verify(context => context.SendEvent(waiter, MirrorAsset.CompletedEvent, outcome), Times.Once));
        _context.Verify(context => context.SetCustomStatus("one two"), Times.Once);
    }

    [Fact]
    public async Task RunAsync_AskedWhenItHasDecided_DoesNotShowTheRequestAsHeard()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Equal));
        var late = new TaskCompletionSource<MirrorRequested>();
        _context.Setup(context => context.WaitForExternalEvent<MirrorRequested>(MirrorAsset.RequestedEvent, It.IsAny<CancellationToken>())).Returns(late.Task);

        await MirrorAsset.RunAsync(_context.Object);
        late.SetResult(new MirrorRequested("late", "waiter-2", true, true));

        _context.Verify(context => context.SetCustomStatus(""), Times.Once);
        _context.Verify(context => context.SetCustomStatus(It.Is<object>(status => !Equals(status, ""))), Times.Never);
    }

    [Fact]
    public async Task RunAsync_SkippedBecauseNothingNeededIt_LooksAgainWhenSomethingDoes()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Skip, new AssetReason("Anonymous", "message")));
        _requests.Enqueue(new MirrorRequested("one", "waiter-2", true, true));

        await MirrorAsset.RunAsync(_context.Object);

        _context.Verify(context => context.ContinueAsNew(It.Is<MirrorAssetInput>(input => input.IsReferenced), true), Times.Once);
    }

    [Fact]
    public async Task RunAsync_SecondaryBusy_WaitsAndAsksAgain()
    {
        OnInspect(new MirrorInspection(MirrorDecision.Create));
        int attempts = 0;
        OnCall(nameof(RegisterAsset), () => ++attempts < 3 ? throw Failed<BusyException>("busy") : new AssetRegistration(true, false));
        var waits = new List<TimeSpan>();
        _context.Setup(context => context.CreateTimer(It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .Callback((TimeSpan wait, CancellationToken _) => waits.Add(wait)).Returns(Task.CompletedTask);

        MirrorOutcome outcome = await MirrorAsset.RunAsync(_context.Object);

        Assert.Equal((AssetState.Mirrored, 3), (outcome.State, attempts));
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], waits);
    }

    private static TaskFailedException Failed<T>(string message)
        where T : Exception =>
        new("Activity", 1, new TaskFailureDetails(typeof(T).FullName!, message, null, null, null));

    private void OnInspect(MirrorInspection inspection) => OnCall(nameof(InspectAsset), () => inspection);

    private void OnPlan(ContentSummary summary) => OnCall(nameof(PlanContent), () => summary);

    private void OnCall<T>(string name, Func<T> answer)
    {
        _context.Setup(context => context.CallActivityAsync<T>(It.Is<TaskName>(called => called.Name == name), It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Returns((TaskName _, object input, TaskOptions _) => Answer(input));
        _context.Setup(context => context.CallActivityAsync(It.Is<TaskName>(called => called.Name == name), It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Returns((TaskName _, object input, TaskOptions _) => Answer(input));

        async Task<T> Answer(object input)
        {
            await Task.Yield();
            lock (_calls)
            {
                _calls.Add(name);
                if (input is RecordOutcomeInput record)
                {
                    _records.Add(record);
                }
            }

            return answer();
        }
    }
}
