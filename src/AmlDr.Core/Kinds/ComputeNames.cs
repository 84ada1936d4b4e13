using System.Text.RegularExpressions;

namespace AmlDr.Core.Kinds;

/// <summary>What may stand as the bare name of a compute.</summary>
internal static partial class ComputeNames
{
    // 'serverless' lets the service choose, 'local' is the caller's machine: neither is a resource of the workspace (CLI v2 job schemas).
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "serverless", "local" };

    /// <summary>Says whether a text names a compute of the workspace.</summary>
    /// <param name="text">The text.</param>
    /// <returns>False for a reserved word, and for what is no name, such as the binding <c>${{parent.inputs.compute}}</c>.</returns>
    public static bool IsName(string text) => !Reserved.Contains(text) && Pattern().IsMatch(text);

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
