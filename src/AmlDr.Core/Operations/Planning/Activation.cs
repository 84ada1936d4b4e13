using AmlDr.Core.Assets;

namespace AmlDr.Core.Operations.Planning;

/// <summary>What brings a side to full strength.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Endpoints">The endpoints that serve afterwards.</param>
/// <param name="Schedules">The schedules that are enabled where the assets come from.</param>
/// <param name="Unavailable">What will not be available.</param>
internal sealed record Activation(
    IReadOnlyList<PlanStep> Steps, IReadOnlyList<AssetId> Endpoints, IReadOnlyList<AssetId> Schedules, IReadOnlyList<UnavailableAsset> Unavailable);
