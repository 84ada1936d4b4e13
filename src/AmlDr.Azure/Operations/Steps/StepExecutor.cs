using System.Collections.Frozen;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Carries out steps and undoes them, and writes down how far they are. Every call may be made again.</summary>
public sealed class StepExecutor
{
    private readonly FrozenDictionary<StepAction, IStepHandler> _handlers;
    private readonly PairRegistry _pairs;
    private readonly OperationPlanStore _plans;
    private readonly StepStore _steps;
    private readonly UndoStore _undo;
    private readonly TimeProvider _clock;

    internal StepExecutor(
        IEnumerable<IStepHandler> handlers, PairRegistry pairs, OperationPlanStore plans, StepStore steps, UndoStore undo, TimeProvider clock)
    {
        _handlers = handlers.ToFrozenDictionary(handler => handler.Action);
        _pairs = pairs;
        _plans = plans;
        _steps = steps;
        _undo = undo;
        _clock = clock;
    }

    /// <summary>Goes on with a step.</summary>
    /// <param name="target">The step.</param>
    /// <param name="before">What the call before told; null for the first.</param>
    /// <param name="sweeps">Reaches the pair's sweep.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How far it is.</returns>
    /// <exception cref="AmlDrException">A call failed, or the service could not do it; the type says how.</exception>
    public async Task<StepProgress> AdvanceAsync(StepTarget target, StepProgress? before, ISweepControl sweeps, CancellationToken cancellationToken)
    {
        StepRun run = await ReadAsync(target, sweeps, cancellationToken);
        StepRecord? record = before is null ? await _steps.TryGetAsync(target.Operation, target.Stage, target.Position, cancellationToken) : null;
        if (record is { Status: StepStatus.Done })
        {
            return new StepProgress(true, record.Detail) { DidChange = record.DidChange, IsException = record.IsException };
        }

        if (before is null)
        {
            await _steps.WriteAsync(
                target.Operation, target.Stage,
                new StepRecord
                {
                    Position = target.Position,
                    Status = StepStatus.Running,
                    Attempts = record is { Status: StepStatus.Running } ? record.Attempts : (record?.Attempts ?? 0) + 1,
                    StartedAt = record?.StartedAt ?? _clock.GetUtcNow(),
                },
                cancellationToken);
        }

        StepProgress progress = await _handlers[run.Step.Action].AdvanceAsync(run, before, cancellationToken);
        if (progress.IsDone)
        {
            await EndAsync(target, standing => standing with
            {
                Status = StepStatus.Done,
                Detail = progress.Detail,
                DidChange = progress.DidChange || before is { DidChange: true },
                IsException = progress.IsException,
            }, cancellationToken);
        }

        return progress;
    }

    /// <summary>Writes down that a step failed; one that is optional is done without.</summary>
    /// <param name="target">The step.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is written down.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task FailAsync(StepTarget target, AssetReason reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        PlanStep step = await _plans.ReadStepAsync(target.Operation, target.Stage, target.Position, cancellationToken);
        await EndAsync(
            target, standing => standing with { Status = step.IsOptional ? StepStatus.Skipped : StepStatus.Failed, Reason = reason }, cancellationToken);
    }

    /// <summary>Writes down that a step is done without.</summary>
    /// <param name="target">The step.</param>
    /// <param name="reason">Why, and by whose word.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is written down.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task SkipAsync(StepTarget target, AssetReason reason, CancellationToken cancellationToken) =>
        EndAsync(target, standing => standing with { Status = StepStatus.Skipped, Reason = reason }, cancellationToken);

    /// <summary>Has a failed step tried again.</summary>
    /// <param name="target">The step.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is written down.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task ReopenAsync(StepTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (await _steps.TryGetAsync(target.Operation, target.Stage, target.Position, cancellationToken) is { Status: StepStatus.Failed } record)
        {
            await _steps.WriteAsync(target.Operation, target.Stage, record with { Status = StepStatus.Pending, EndedAt = null }, cancellationToken);
        }
    }

    /// <summary>Goes on with undoing a step.</summary>
    /// <param name="target">The step.</param>
    /// <param name="before">What the call before told; null for the first.</param>
    /// <param name="sweeps">Reaches the pair's sweep.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How far it is; done at once when the step changed nothing.</returns>
    /// <exception cref="AmlDrException">A call failed, or the service could not do it; the type says how.</exception>
    public async Task<StepProgress> UndoAsync(StepTarget target, StepProgress? before, ISweepControl sweeps, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        UndoRecord? found = await _undo.TryGetAsync(target.Operation, target.Stage, target.Position, cancellationToken);
        if (found is null || found.UndoneAt is not null)
        {
            return new StepProgress(true);
        }

        StepRun run = await ReadAsync(target, sweeps, cancellationToken);
        StepProgress progress = await _handlers[run.Step.Action].UndoAsync(run, found, before, cancellationToken);
        if (progress.IsDone)
        {
            await _undo.WriteAsync(target.Operation, target.Stage, found with { UndoneAt = _clock.GetUtcNow(), Reason = null }, cancellationToken);
        }

        return progress;
    }

    /// <summary>Writes down that a step could not be undone.</summary>
    /// <param name="target">The step.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is written down.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task FailUndoAsync(StepTarget target, AssetReason reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        UndoRecord found = await _undo.TryGetAsync(target.Operation, target.Stage, target.Position, cancellationToken)
            ?? new UndoRecord { Position = target.Position };
        await _undo.WriteAsync(target.Operation, target.Stage, found with { Reason = reason }, cancellationToken);
    }

    private async Task<StepRun> ReadAsync(StepTarget target, ISweepControl sweeps, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        PlanStep step = await _plans.ReadStepAsync(target.Operation, target.Stage, target.Position, cancellationToken);
        return new StepRun(target.Operation, _pairs[target.Pair], target.Mode, target.Stage, target.Position, step) { Sweeps = sweeps };
    }

    private async Task EndAsync(StepTarget target, Func<StepRecord, StepRecord> end, CancellationToken cancellationToken)
    {
        StepRecord standing = await _steps.TryGetAsync(target.Operation, target.Stage, target.Position, cancellationToken)
            ?? new StepRecord { Position = target.Position, Status = StepStatus.Pending };
        await _steps.WriteAsync(target.Operation, target.Stage, end(standing with { EndedAt = _clock.GetUtcNow(), Reason = null }), cancellationToken);
    }
}
