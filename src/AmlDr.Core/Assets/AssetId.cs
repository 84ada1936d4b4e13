using System.Security.Cryptography;
using System.Text;

namespace AmlDr.Core.Assets;

/// <summary>
/// Names one asset of a workspace. Kind is one of <see cref="Kinds.KindNames"/>; name and version are kept exactly as the
/// primary has them, because they are carried one to one.
/// </summary>
/// <param name="Kind">The kind's name, such as <c>model</c>.</param>
/// <param name="Name">The asset's name; a deployment's is its endpoint's.</param>
/// <param name="Version">
/// The version, verbatim: free text for environments and data, a positive integer for models, the deployment's name for a deployment, empty for
/// what has no versions.
/// </param>
public sealed record AssetId(string Kind, string Name, string Version)
{
    /// <summary>
    /// The longest instance identifier that every Durable Functions back end takes, in characters.
    /// Source: Durable Functions documentation, "Instance IDs" (1 to 100 characters, none of <c>/ \ # ?</c>, no control characters).
    /// </summary>
    public const int LongestInstanceId = 100;

    /// <summary>
    /// The identifier of the one orchestration that mirrors this asset for a pair: <c>mirror|{pair}|{kind}|{name}|{version}</c>.
    /// Where that would be too long or hold a character that a back end refuses, name and version are replaced by a digest of them.
    /// </summary>
    /// <param name="pair">The pair's name.</param>
    /// <returns>The same text for the same asset, always.</returns>
    public string ToMirrorInstanceId(string pair)
    {
        ArgumentException.ThrowIfNullOrEmpty(pair);
        string plain = $"mirror|{pair}|{Kind}|{Name}|{Version}";
        if (plain.Length <= LongestInstanceId && !plain.AsSpan().ContainsAny("/\\#?") && !plain.Any(char.IsControl))
        {
            return plain;
        }

        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}\n{Version}"));
        return $"mirror|{pair}|{Kind}|~{Convert.ToHexStringLower(digest.AsSpan(0, 16))}";
    }

    /// <inheritdoc/>
    public override string ToString() => Version.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Name}:{Version}";
}
