using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Azure.Operations.Steps;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Security;
using AmlDr.Functions.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Operations;

/// <summary>What staff do with an operation that is under way: the move is made in the control store, under its condition; then the orchestration is woken.</summary>
public sealed class OperationActions
{
    private readonly OperationStore _operations;
    private readonly OperationPlanStore _plans;
    private readonly StepStore _steps;
    private readonly StepExecutor _executor;
    private readonly PairRegistry _pairs;
    private readonly IOperationPolicies _policies;
    private readonly ILogger<OperationActions> _logger;

    /// <summary>Creates the actions.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="steps">How far steps are.</param>
    /// <param name="executor">Writes down what becomes of failed steps.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="policies">How operations are run.</param>
    /// <param name="logger">The log.</param>
    public OperationActions(
        OperationStore operations, OperationPlanStore plans, StepStore steps, StepExecutor executor, PairRegistry pairs, IOperationPolicies policies,
        ILogger<OperationActions> logger)
    {
        _pairs = pairs;
        _policies = policies;
        _operations = operations;
        _plans = plans;
        _steps = steps;
        _executor = executor;
        _logger = logger;
    }

    /// <summary>Carries an action out.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="operation">The operation as the caller read it.</param>
    /// <param name="move">The action.</param>
    /// <param name="request">Who asks, why, and for which steps.</param>
    /// <param name="caller">Who sent the request.</param>
    /// <param name="key">What the action can be known by: the same key is carried out once.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The operation as it then stands, or why not.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<(OperationRecord? Operation, OperationRefusal? OperationRefusal)> ActAsync(
        DurableTaskClient client, OperationRecord operation, OperationMove move, ActionRequest request, Caller caller, string key,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(request);
        bool isRepeated = operation.Audit.Any(entry => entry.Key == key);
        if (!isRepeated && OperationMoves.Next(operation.State, operation.Stage, move) is null)
        {
            return (null, Illegal(operation, move));
        }

        if (!isRepeated && move == OperationMove.Approve && _policies.Of(_pairs[operation.Pair]).NeedsOtherPerson
            && !IsSomebodyElse(operation.Request, request, caller))
        {
            return (null, new OperationRefusal(
                "other-person-needed", "Somebody else must approve it",
                $"'{request.By}' is not proven to be somebody else than '{operation.Request.RequestedBy}', who asked for the operation; the policy's 'approvals.otherPerson' has somebody else approve it.",
                $"POST /api/operations/{operation.Id}/approve {{\"by\":\"...\",\"reason\":\"...\"}}"));
        }

        if (!isRepeated && move is OperationMove.Retry or OperationMove.Skip
            && await SettleStepsAsync(operation, move, request, cancellationToken) is { } unknown)
        {
            return (null, unknown);
        }

        try
        {
            string about = request.Steps is { Count: > 0 } ? $"{request.Reason} ({string.Join(", ", request.Steps)})" : request.Reason!;
            operation = await _operations.MoveAsync(operation.Id, new OperationMoveRequest(key, move, request.By!, about), cancellationToken);
        }
        catch (RefusedException)
        {
            // Somebody else was faster; their move counts.
            return (null, Illegal(await _operations.GetAsync(operation.Id, cancellationToken), move));
        }

        _logger.OperationAsked(operation.Id, request.By!, move, request.Reason!);
        await client.RaiseEventAsync(OperationRecord.InstanceIdOf(operation.Pair, operation.Id), FailOver.WakeUp, move.ToString(), cancellationToken);
        return (operation, null);
    }

    // Where tokens are asked for they prove who somebody is; with keys alone there is only what people say.
    private static bool IsSomebodyElse(StartRequest asked, ActionRequest request, Caller caller) => caller.IsKnown
        ? asked.RequesterId is { } requester && caller.IsProvenOtherThan(requester)
        : !string.Equals(request.By!.Trim(), asked.RequestedBy?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static OperationRefusal Illegal(OperationRecord operation, OperationMove move)
    {
        IReadOnlyList<OperationMove> open = OperationMoves.OpenToStaff(operation.State, operation.Stage);
        return new OperationRefusal(
            "illegal-move", "The operation cannot do that now",
            $"The operation is {operation.State} at {operation.Stage}, where {Word(move)} is not possible"
            + $"{(operation.Audit.LastOrDefault(entry => entry.Action == move.ToString()) is { } earlier ? $"; {earlier.Actor} did so at {earlier.At.UtcDateTime:u}" : "")}. "
            + $"Open are: {string.Join(", ", open.Select(Word).DefaultIfEmpty("none"))}.",
            open.Count == 0
                ? operation is { HasEnded: true, State: OperationState.Completed or OperationState.CompletedWithExceptions } && operation.Mode is OperationMode.Planned or OperationMode.Unplanned
                    ? SafetyRules.StartCommand(operation.Pair, OperationMode.Failback, false)
                    : $"GET /api/operations/{operation.Id}"
                : $"POST /api/operations/{operation.Id}/{Word(open[0])} {{\"by\":\"...\",\"reason\":\"...\"}}");
    }

    private static string Word(OperationMove move) => move.ToString().ToLowerInvariant();

    // Records first: an orchestration that wakes up finds them; a request that is cut off here is sent again.
    private async Task<OperationRefusal?> SettleStepsAsync(
        OperationRecord operation, OperationMove move, ActionRequest request, CancellationToken cancellationToken)
    {
        if (operation.Stage == OperationStage.Restore)
        {
            return null;
        }

        IReadOnlyList<PlanStep> planned = (await _plans.TryReadStageAsync(operation.Id, operation.Stage, cancellationToken))?.Steps ?? [];
        IReadOnlyDictionary<int, StepRecord> records = await _steps.ListAsync(operation.Id, operation.Stage, cancellationToken);
        int[] failed = [.. records.Values.Where(record => record.Status == StepStatus.Failed).Select(record => record.Position).Order()];
        string[] known = [.. failed.Select(position => planned[position].Id)];
        if (request.Steps is { Count: > 0 } named && named.FirstOrDefault(step => !known.Contains(step)) is { } wrong)
        {
            return Steps(operation, move, $"'steps' names '{Core.Assets.AssetNames.Printable(wrong)}', which is no failed step of {operation.Stage}; the failed ones are: {string.Join(", ", known)}.", known);
        }

        if (move == OperationMove.Skip && request.Steps is not { Count: > 0 } && known.Length > 1)
        {
            return Steps(operation, move, $"'steps' is missing; name those of the failed steps that are done without: {string.Join(", ", known)}.", known);
        }

        foreach (int position in failed.Where(position => request.Steps is not { Count: > 0 } || request.Steps.Contains(planned[position].Id)))
        {
            var target = new StepTarget(operation.Pair, operation.Id, operation.Mode, operation.Stage, position);
            await (move == OperationMove.Retry
                ? _executor.ReopenAsync(target, cancellationToken)
                : _executor.SkipAsync(
                    target, new AssetReason("SkippedByStaff", $"{request.By}: {request.Reason} It had failed: {records[position].Reason?.Message}"), cancellationToken));
        }

        return null;
    }

    private static OperationRefusal Steps(OperationRecord operation, OperationMove move, string detail, string[] known) => new(
        "bad-request", "The request cannot be used", detail,
        $"POST /api/operations/{operation.Id}/{Word(move)} {{\"by\":\"...\",\"reason\":\"...\",\"steps\":[\"{known.FirstOrDefault() ?? "..."}\"]}}");
}
