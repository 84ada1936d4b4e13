using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Operations.Planning;

/// <summary>Everything that a plan is made from. Nothing of it comes from a call to the primary.</summary>
public sealed record PlanFacts
{
    /// <summary>The pair.</summary>
    public required Pair Pair { get; init; }

    /// <summary>What is planned.</summary>
    public required OperationMode Mode { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The assets that catalog or ledger know.</summary>
    public required IReadOnlyList<KnownAsset> Assets { get; init; }

    /// <summary>The captured jobs that had not ended.</summary>
    public IReadOnlyList<PlannedJob> Jobs { get; init; } = [];

    /// <summary>The ways of switching.</summary>
    public IReadOnlyList<PlannedSwitch> Switches { get; init; } = [];

    /// <summary>What the last readiness report found amiss; null when there is no report.</summary>
    public IReadOnlyList<string>? ReadinessFindings { get; init; }

    /// <summary>When the last sweep ended; null before the first.</summary>
    public DateTimeOffset? LastSweepAt { get; init; }

    /// <summary>The age of the oldest change that is not mirrored, in seconds.</summary>
    public double LiveRpoSeconds { get; init; }

    /// <summary>What earlier runs took.</summary>
    public StepDurations Durations { get; init; } = StepDurations.None;

    /// <summary>How operations are run.</summary>
    public OperationPolicy Policy { get; init; } = OperationPolicy.Default;
}
