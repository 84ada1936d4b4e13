using AmlDr.Core.Operations.Moves;

namespace AmlDr.Core.Operations.Planning;

/// <summary>What an operation would do, or does. Stored once it has begun, and then never changed.</summary>
public sealed record OperationPlan
{
    /// <summary>The pair's name.</summary>
    public required string Pair { get; init; }

    /// <summary>What is planned.</summary>
    public required OperationMode Mode { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The stages, in order.</summary>
    public required IReadOnlyList<PlanStage> Stages { get; init; }

    /// <summary>What will not be available, and why.</summary>
    public IReadOnlyList<UnavailableAsset> Unavailable { get; init; } = [];

    /// <summary>The captured jobs, with why some cannot be submitted again.</summary>
    public IReadOnlyList<PlannedJob> Jobs { get; init; } = [];

    /// <summary>What staff should know before they start it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How long it should take, in seconds, waiting for people left out.</summary>
    public double EstimatedSeconds { get; init; }

    /// <summary>The age of the oldest change that would be lost, in seconds, as far as is known.</summary>
    public double RpoSeconds { get; init; }

    /// <summary>The number of assets that are known.</summary>
    public int KnownAssets { get; init; }

    /// <summary>Gives a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>The stage; null when the mode has none.</returns>
    public PlanStage? Find(OperationStage stage) => Stages.FirstOrDefault(one => one.Stage == stage);
}
