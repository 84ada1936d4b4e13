using System.Text.RegularExpressions;

namespace AmlDr.Core.Catalog;

/// <summary>Knows texts that carry a secret by their form, wherever they stand.</summary>
internal static partial class SecretTexts
{
    /// <summary>Says whether a text carries a secret.</summary>
    /// <param name="text">The text.</param>
    /// <returns>
    /// True for an address with a shared access signature, an address with a password or token before the host, and a connection string with its key.
    /// </returns>
    public static bool IsSecret(string text) => Signature().IsMatch(text) || UserInfo().IsMatch(text) || ConnectionString().IsMatch(text);

    // Source: "Create a service SAS": the parameter sig of the query.
    [GeneratedRegex(@"[?&]sig=[^&\s]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signature();

    // A name alone is harmless (Azure DevOps shows addresses so), a long one may be a token.
    [GeneratedRegex(@"://([^/\s@:]*:[^/\s@]+|[^/\s@:]{20,})@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(AccountKey|SharedAccessKey|SharedAccessSignature)=[^;\s]{8}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConnectionString();
}
