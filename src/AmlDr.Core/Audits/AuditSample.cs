using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AmlDr.Core.Assets;

namespace AmlDr.Core.Audits;

/// <summary>
/// Picks the assets whose bytes are read: the same for the same audit, however often it asks; others for the next one, so that in time each has its turn.
/// </summary>
public static class AuditSample
{
    /// <summary>Says whether an asset is picked.</summary>
    /// <param name="auditId">The audit.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="share">The share that is picked, 0 to 1.</param>
    /// <returns>True when it is.</returns>
    public static bool Picks(string auditId, AssetId asset, double share)
    {
        ArgumentNullException.ThrowIfNull(asset);
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{auditId}\n{asset.Kind}\n{asset.Name}\n{asset.Version}"));
        return BinaryPrimitives.ReadUInt32BigEndian(digest) < share * ((double)uint.MaxValue + 1);
    }
}
