using AmlDr.Azure.Operations;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Auditing;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Functions.Http;

/// <summary>Describes operations: a read of the operation and its plan, and a list call per stage with steps.</summary>
public sealed class FailoverViewer
{
    private static readonly HashSet<string> Waiting = new(StringComparer.Ordinal)
    {
        nameof(OperationState.WaitingForApproval), nameof(OperationState.Paused), nameof(OperationState.PausedByFailure),
    };

    private readonly OperationStore _operations;
    private readonly OperationPlanStore _plans;
    private readonly StepStore _steps;
    private readonly OperationSummary _summary;
    private readonly TimeProvider _clock;

    /// <summary>Creates a viewer.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="steps">How far steps are.</param>
    /// <param name="summary">Names exceptions.</param>
    /// <param name="clock">The clock.</param>
    public FailoverViewer(OperationStore operations, OperationPlanStore plans, StepStore steps, OperationSummary summary, TimeProvider clock)
    {
        _operations = operations;
        _plans = plans;
        _steps = steps;
        _summary = summary;
        _clock = clock;
    }

    /// <summary>Describes an operation.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="allSteps">True to name every step.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The description; null when there is no such operation.</returns>
    /// <exception cref="AmlDr.Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    public async Task<FailoverView?> DescribeAsync(string id, bool allSteps, CancellationToken cancellationToken)
    {
        if (await _operations.TryGetAsync(id, cancellationToken) is not { } operation)
        {
            return null;
        }

        OperationPlan? plan = await _plans.TryReadAsync(id, cancellationToken);
        StageView[] stages = await Task.WhenAll((plan?.Stages ?? []).Select(stage => DescribeStageAsync(id, stage, allSteps, cancellationToken)));
        return new FailoverView
        {
            OperationId = operation.Id,
            Pair = operation.Pair,
            Kind = SafetyRules.Word(operation.Mode),
            State = operation.State,
            Stage = operation.Stage,
            RequestedBy = operation.Request.RequestedBy,
            Reason = operation.Request.Reason,
            RequestedAt = operation.RequestedAt,
            EndedAt = operation.EndedAt,
            Times = RecoveryTimes.Of(
                operation.RequestedAt, operation.VerifiedAt, WaitsOf(operation.Audit), TimeSpan.FromSeconds(operation.RpoSeconds)),
            Stages = stages,
            Exceptions = plan is null
                ? []
                : await _summary.FindExceptionsAsync(id, operation.State == OperationState.CancelledWithExceptions, cancellationToken),
            Remedy = RemedyOf(operation),
            Next = [.. OperationMoves.OpenToStaff(operation.State, operation.Stage).Select(move => Command(operation, move))],
            Timeline = operation.Audit,
            TimelineIsWhole = AuditChain.FindBreak(operation.Audit) is null,
        };
    }

    private static string? RemedyOf(OperationRecord operation) => operation.State switch
    {
        OperationState.PausedByFailure => $"{operation.Audit[^1].Reason} Mend what the failed steps name, then retry them; or skip them with a reason.",
        OperationState.WaitingForApproval => "Somebody must approve or reject the plan.",
        OperationState.Paused => "It was paused by hand; resume or cancel it.",
        _ => null,
    };

    private static string Command(OperationRecord operation, OperationMove move) =>
        $"POST /api/operations/{operation.Id}/{move.ToString().ToLowerInvariant()} {{\"by\":\"...\",\"reason\":\"...\"}}";

    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> WaitsOf(IReadOnlyList<AuditEntry> audit)
    {
        for (int at = 0; at < audit.Count; at++)
        {
            if (Waiting.Contains(audit[at].To))
            {
                yield return (audit[at].At, at + 1 < audit.Count ? audit[at + 1].At : _clock.GetUtcNow());
            }
        }
    }

    private async Task<StageView> DescribeStageAsync(string id, PlanStage stage, bool allSteps, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<int, StepRecord> records =
            stage.Steps.Count == 0 ? new Dictionary<int, StepRecord>() : await _steps.ListAsync(id, stage.Stage, cancellationToken);
        StepView[] steps =
        [
            .. stage.Steps.Select((step, position) => records.GetValueOrDefault(position) is { } record
                ? new StepView(step.Id, record.Status, record.Attempts, record.StartedAt, record.EndedAt, record.Detail, record.Reason)
                : new StepView(step.Id, StepStatus.Pending, 0, null, null, null, null)),
        ];
        return new StageView(
            stage.Stage, steps.Min(step => step.StartedAt),
            steps.Length > 0 && steps.All(step => step.EndedAt is not null) ? steps.Max(step => step.EndedAt) : null,
            stage.EstimatedSeconds,
            new SortedDictionary<string, int>(steps.GroupBy(step => step.Status.ToString()).ToDictionary(group => group.Key, group => group.Count()), StringComparer.Ordinal),
            [.. steps.Where(step => allSteps || step.Status is StepStatus.Failed or StepStatus.Running or StepStatus.Skipped)]);
    }
}
