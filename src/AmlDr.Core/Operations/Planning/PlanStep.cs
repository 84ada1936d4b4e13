using AmlDr.Core.Assets;

namespace AmlDr.Core.Operations.Planning;

/// <summary>One step of a plan: something that is done, tried again, skipped and undone by itself.</summary>
public sealed record PlanStep
{
    /// <summary>Its identifier in the plan, such as <c>ScaleDeployment:onlineDeployment/fraud/blue</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required StepAction Action { get; init; }

    /// <summary>The asset that it is about; null when it is about none.</summary>
    public AssetId? Asset { get; init; }

    /// <summary>What it is about when that is no asset: a way of switching, a job.</summary>
    public string? Target { get; init; }

    /// <summary>The steps of the same stage that must be done before, by identifier.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Steps of one group that do not depend on each other run side by side.</summary>
    public required string Group { get; init; }

    /// <summary>How long it should take, in seconds.</summary>
    public required double EstimatedSeconds { get; init; }

    /// <summary>True when somebody has to do it, or to look at it.</summary>
    public bool NeedsHuman { get; init; }

    /// <summary>True when the operation goes on without it; its failure is an exception of the operation.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Why it is planned, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>True when those that depend on it make no sense without it.</summary>
    public bool IsEssential => Action is StepAction.CreateAsset;

    /// <summary>Makes an identifier.</summary>
    /// <param name="action">What the step does.</param>
    /// <param name="asset">The asset.</param>
    /// <returns>The identifier.</returns>
    public static string IdOf(StepAction action, AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return $"{action}:{asset.Kind}/{asset.Name}{(asset.Version.Length == 0 ? "" : $"/{asset.Version}")}";
    }
}
