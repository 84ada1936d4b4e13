using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;

namespace AmlDr.Core.Dependencies;

/// <summary>Why what an asset needs cannot be brought to the secondary before it.</summary>
/// <param name="Path">The way from the asset to what is wrong: the missing asset, or the one that closes the circle. An empty version stands for a label.</param>
/// <param name="Reason">The reason, with one of the codes below and the path in words.</param>
public sealed record DependencyProblem(IReadOnlyList<AssetId> Path, AssetReason Reason)
{
    /// <summary>The code for an asset that the primary does not hold.</summary>
    public const string Missing = "DependencyMissing";

    /// <summary>The code for assets that need each other.</summary>
    public const string Cycle = "DependencyCycle";
}
