using AmlDr.Core.Assets;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="CheckProvisioning"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Operation">Where the operation is watched; null when only the resource tells.</param>
/// <param name="IsOverdue">True when it has taken longer than anything is waited for.</param>
public sealed record CheckProvisioningInput(string Pair, AssetId Asset, Uri? Operation, bool IsOverdue);
