using AmlDr.Core.Assets;

namespace AmlDr.Core.Dependencies;

/// <summary>What an asset needs in the secondary before it can be written there.</summary>
/// <param name="Levels">
/// The assets that are not there yet, without the asset itself: those of a level need nothing but those of the levels before it. Empty when there is
/// a problem. The order is the same for the same documents, always.
/// </param>
/// <param name="Problem">Why the asset cannot be mirrored; null when it can.</param>
public sealed record DependencyResolution(IReadOnlyList<IReadOnlyList<AssetId>> Levels, DependencyProblem? Problem);
