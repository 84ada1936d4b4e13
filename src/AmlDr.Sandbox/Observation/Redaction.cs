using System.Text.RegularExpressions;

namespace AmlDr.Sandbox.Observation;

/// <summary>Takes secrets out of addresses before they are logged.</summary>
internal static partial class Redaction
{
    /// <summary>The path and query with the values of signatures, function keys and tokens replaced.</summary>
    public static string Clean(string pathAndQuery) => Secret().Replace(pathAndQuery, "$1REDACTED");

    // sig: SAS; code: Functions keys; the others: what webhooks and token endpoints use.
    [GeneratedRegex(@"((?:[?&]|^)(?:sig|code|key|token|access_token|secret|x-functions-key)=)[^&#]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
