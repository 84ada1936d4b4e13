using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Auditing;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Functions.Tests.Operations;

public class StoreTests(RunningApp app) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task EnsureAsync_RolesChangedSince_IsRefused()
    {
        string pair = "guarded";
        PairStateStore states = Get<PairStateStore>();
        PairStateGuard guard = Get<PairStateGuard>();
        long generation = (await guard.TryBeginAsync(pair, default))!.Value;
        await guard.EnsureAsync(pair, generation, default);

        await states.UpdateAsync(pair, state => state.Turn(MirrorDirection.Paused), default);
        RefusedException paused = await Assert.ThrowsAsync<RefusedException>(() => guard.EnsureAsync(pair, generation, default));
        Assert.Null(await guard.TryBeginAsync(pair, default));
        await states.UpdateAsync(pair, state => state.Turn(MirrorDirection.Forward), default);
        RefusedException late = await Assert.ThrowsAsync<RefusedException>(() => guard.EnsureAsync(pair, generation, default));

        Assert.StartsWith(PairStateGuard.Code, paused.Message, StringComparison.Ordinal);
        Assert.StartsWith(PairStateGuard.Code, late.Message, StringComparison.Ordinal);
        await guard.EnsureAsync(pair, generation + 2, default);
    }

    [Fact]
    public async Task UpdateAsync_ManyAtOnce_LosesNone()
    {
        PairStateStore states = Get<PairStateStore>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => states.UpdateAsync("busy", state => state with { Generation = state.Generation + 1 }, default)));

        Assert.Equal(5, (await states.GetAsync("busy", default)).Generation);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task TakeAsync_AnotherHoldsTheLease_IsTakenOnlyWhenItsOrchestrationHasEnded(bool? hasStopped, bool taken)
    {
        string pair = $"lease-{hasStopped?.ToString() ?? "unknown"}";
        PairLease lease = Get<PairLease>();
        await lease.TakeAsync(pair, "op-a", (_, _) => Task.FromResult<bool?>(null), default);

        PairState state = await lease.TakeAsync(pair, "op-b", (_, _) => Task.FromResult(hasStopped), default);

        Assert.Equal(taken ? "op-b" : "op-a", state.OperationId);
        await lease.ReleaseAsync(pair, taken ? "op-a" : "op-b", default);
        Assert.Equal(state.OperationId, (await Get<PairStateStore>().GetAsync(pair, default)).OperationId);
    }

    [Fact]
    public async Task MoveAsync_SameKeyTwice_IsCarriedOutOnce()
    {
        OperationStore operations = Get<OperationStore>();
        await operations.CreateAsync(Operation("op-key"), default);

        await operations.MoveAsync("op-key", new OperationMoveRequest("k", OperationMove.Begin, "AmlDr", null), default);
        OperationRecord again = await operations.MoveAsync("op-key", new OperationMoveRequest("k", OperationMove.Begin, "AmlDr", null), default);

        Assert.Equal(OperationState.Running, again.State);
        Assert.Equal(["Request", "Begin"], again.Audit.Select(entry => entry.Action));
        Assert.Null(AuditChain.FindBreak(again.Audit));
    }

    [Fact]
    public async Task MoveAsync_IllegalMove_IsRefusedAndChangesNothing()
    {
        OperationStore operations = Get<OperationStore>();
        await operations.CreateAsync(Operation("op-illegal"), default);

        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() =>
            operations.MoveAsync("op-illegal", new OperationMoveRequest("k", OperationMove.Approve, "eve", "x"), default));

        Assert.Contains("Cancel", refused.Message, StringComparison.Ordinal);
        Assert.Single((await operations.GetAsync("op-illegal", default)).Audit);
    }

    [Fact]
    public async Task NoteAsync_SecondNote_LeavesTheFirst()
    {
        UndoStore undo = Get<UndoStore>();
        await undo.NoteAsync("op-undo", OperationStage.Activate, new UndoRecord { Position = 3, Before = new() { ["sku"] = 1 } }, default);
        await undo.NoteAsync("op-undo", OperationStage.Activate, new UndoRecord { Position = 3, Before = new() { ["sku"] = 9 } }, default);

        Assert.Equal(1, (int?)(await undo.TryGetAsync("op-undo", OperationStage.Activate, 3, default))!.Before!["sku"]);
        Assert.Equal([3], (await undo.ListAsync("op-undo", OperationStage.Activate, default)).Keys);
    }

    [Fact]
    public async Task ListAsync_StepRecords_TellWhatWasWritten()
    {
        StepStore steps = Get<StepStore>();
        var record = new StepRecord
        {
            Position = 7, Status = StepStatus.Failed, Attempts = 2, StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(5),
            Reason = new("Denied", "nicht erlaubt: ä \r\n %"), Detail = "…", IsException = true, DidChange = true,
        };
        await steps.WriteAsync("op-steps", OperationStage.Verify, record, default);

        Assert.Equal(record, (await steps.ListAsync("op-steps", OperationStage.Verify, default))[7]);
        Assert.Equal(record, await steps.TryGetAsync("op-steps", OperationStage.Verify, 7, default));
    }

    private static OperationRecord Operation(string id) => new()
    {
        Id = id, Pair = RunningApp.Pair, Request = new StartRequest(OperationMode.Drill, RunningApp.Pair, "r", "ann", false), RequestedAt = DateTimeOffset.UnixEpoch,
    };

    private T Get<T>()
        where T : notnull => app.Server.Services.GetRequiredService<T>();
}
