using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;

namespace AmlDr.Functions.Mirroring;

/// <summary>How the mirroring of an asset ended.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="State">Its state in the ledger.</param>
/// <param name="Reason">Why, where the state needs a reason.</param>
/// <param name="WasWritten">True when the secondary was written.</param>
public sealed record MirrorOutcome(AssetId Asset, AssetState State, AssetReason? Reason = null, bool WasWritten = false);
