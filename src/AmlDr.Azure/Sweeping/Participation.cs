using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Sweeping;

/// <summary>Says whether an asset that a list shows takes part in mirroring.</summary>
internal static class Participation
{
    /// <summary>Says whether it does, by rule and by the policy as it is now.</summary>
    /// <param name="policy">The pair's policy.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="document">Its document.</param>
    /// <param name="isReferenced">True when a mirrored asset refers to it.</param>
    /// <returns>True when it does, and when the judge cannot read it: a closer look tells the reason.</returns>
    public static bool TakesPart(PairPolicy policy, IAssetKind kind, AssetId asset, AssetDocument document, bool isReferenced)
    {
        try
        {
            return AssetJudge.Judge(kind, document, new KindContext(asset, policy, isReferenced)).IsMirrored;
        }
        catch (InvalidAssetException)
        {
            return true;
        }
    }

    /// <summary>Says whether an asset takes part only while something refers to it.</summary>
    /// <param name="policy">The pair's policy.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="document">Its document.</param>
    /// <returns>True when it does.</returns>
    public static bool IsDependencyOnly(PairPolicy policy, IAssetKind kind, AssetId asset, AssetDocument document) =>
        !TakesPart(policy, kind, asset, document, isReferenced: false) && TakesPart(policy, kind, asset, document, isReferenced: true);
}
