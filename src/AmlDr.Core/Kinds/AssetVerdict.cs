using AmlDr.Core.Ledger;

namespace AmlDr.Core.Kinds;

/// <summary>Whether an asset takes part in mirroring.</summary>
/// <param name="IsMirrored">True when it does.</param>
/// <param name="Reason">Why not, where it does not.</param>
public sealed record AssetVerdict(bool IsMirrored, AssetReason? Reason)
{
    /// <summary>The asset takes part.</summary>
    public static AssetVerdict Mirror { get; } = new(true, null);

    /// <summary>The asset does not take part.</summary>
    /// <param name="code">A stable word for the reason.</param>
    /// <param name="message">The reason in a sentence.</param>
    /// <returns>The verdict.</returns>
    public static AssetVerdict Skip(string code, string message) => new(false, new AssetReason(code, message));
}
