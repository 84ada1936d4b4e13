using AmlDr.Core.Operations.Moves;

namespace AmlDr.Core.Operations.Execution;

/// <summary>What must hold before an operation is started. The same rules are asked by the request and by the operation's first stage.</summary>
public static class SafetyRules
{
    /// <summary>Judges a request by itself.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="request">The request.</param>
    /// <returns>Why not; null when nothing stands against it.</returns>
    public static OperationRefusal? JudgeRequest(string pair, StartRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Confirm != pair ? new OperationRefusal(
                "not-confirmed", "The confirmation does not repeat the pair's name",
                request.Confirm is null ? "'confirm' is missing." : $"'confirm' is '{Assets.AssetNames.Printable(request.Confirm)}', and the pair is '{pair}'.",
                StartCommand(pair, request.Mode, request.Force))
            : string.IsNullOrWhiteSpace(request.Reason) ? Missing(pair, request, "reason", "say why, for the audit trail")
            : string.IsNullOrWhiteSpace(request.RequestedBy) ? Missing(pair, request, "requestedBy", "say who asks, for the audit trail")
            : null;
    }

    /// <summary>Judges a request by the pair's state.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="state">The pair's state.</param>
    /// <param name="operation">The operation that asks; null when it has no identifier yet.</param>
    /// <returns>Why not; null when nothing stands against it.</returns>
    public static OperationRefusal? JudgeState(string pair, OperationMode mode, PairState state, string? operation)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.OperationId is { } other && other != operation)
        {
            return new OperationRefusal(
                "operation-under-way", "An operation of the pair is under way", $"The operation '{other}' holds the pair '{pair}'.",
                $"GET /api/operations/{other}");
        }

        PairSide needed = mode == OperationMode.Failback ? PairSide.Secondary : PairSide.Primary;
        return state.ActiveSide == needed ? null
            : needed == PairSide.Primary ? new OperationRefusal(
                "secondary-serves", "The secondary serves already",
                $"The pair '{pair}' has failed over; a {Word(mode)} starts from the primary.", StartCommand(pair, OperationMode.Failback, false))
            : new OperationRefusal(
                "primary-serves", "The primary serves", $"The pair '{pair}' has not failed over, so there is no way back to go.",
                $"GET /api/pairs/{pair}/plan?mode=planned");
    }

    /// <summary>Judges a request by what the sides answer.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="request">The request.</param>
    /// <param name="primaryIsHealthy">Whether the primary answered, well and in time.</param>
    /// <returns>Why not; null when nothing stands against it.</returns>
    public static OperationRefusal? JudgeHealth(string pair, StartRequest request, bool primaryIsHealthy)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request switch
        {
            { Mode: OperationMode.Unplanned, Force: false } when primaryIsHealthy => new OperationRefusal(
                "primary-is-healthy", "The primary answers",
                "An unplanned failover does without a last synchronisation, and the primary is healthy; plan it, or set 'force'.",
                StartCommand(pair, OperationMode.Planned, false)),
            { Mode: OperationMode.Planned } when !primaryIsHealthy => new OperationRefusal(
                "primary-is-down", "The primary does not answer", "A planned failover drains the primary, which does not answer.",
                StartCommand(pair, OperationMode.Unplanned, false)),
            { Mode: OperationMode.Failback } when !primaryIsHealthy => new OperationRefusal(
                "primary-is-down", "The primary does not answer", "The way back leads to the primary, which does not answer.",
                $"GET /api/health"),
            _ => null,
        };
    }

    /// <summary>
    /// Why no way back is started: nothing brings back yet what was registered in the secondary meanwhile, and roles that are swapped without it
    /// would lose it at the next sweep's word.
    /// </summary>
    /// <param name="pair">The pair's name.</param>
    /// <returns>The refusal.</returns>
    public static OperationRefusal FailbackIsByHand(string pair) => new(
        "failback-not-available", "The way back is not automated",
        $"This version does not bring back to the primary of '{pair}' what was registered in the secondary since the failover, so it does not swap the "
        + "roles back either. The mirror stays paused and nothing is overwritten.",
        $"GET /api/pairs/{pair}");

    /// <summary>The request that starts an operation.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="force">Whether it is forced.</param>
    /// <returns>Method, path and body.</returns>
    public static string StartCommand(string pair, OperationMode mode, bool force)
    {
        string rest = $"\"confirm\":\"{pair}\",\"reason\":\"...\",\"requestedBy\":\"...\"{(force ? ",\"force\":true" : "")}}}";
        return mode == OperationMode.Failback
            ? $"POST /api/pairs/{pair}/failbacks {{{rest}"
            : $"POST /api/pairs/{pair}/failovers {{\"mode\":\"{Word(mode)}\",{rest}";
    }

    /// <summary>A mode as requests spell it.</summary>
    /// <param name="mode">The mode.</param>
    /// <returns>The word, in lower case.</returns>
    public static string Word(OperationMode mode) => mode switch
    {
        OperationMode.Planned => "planned",
        OperationMode.Unplanned => "unplanned",
        OperationMode.Drill => "drill",
        _ => "failback",
    };

    private static OperationRefusal Missing(string pair, StartRequest request, string field, string remedy) => new(
        "bad-request", "The request cannot be used", $"'{field}' is missing; {remedy}.", StartCommand(pair, request.Mode, request.Force));
}
