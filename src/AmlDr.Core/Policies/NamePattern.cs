using System.IO.Enumeration;

namespace AmlDr.Core.Policies;

/// <summary>Patterns with <c>*</c> and <c>?</c>, as people know them from file names. Case does not count.</summary>
internal static class NamePattern
{
    /// <summary>Says whether a text fits a pattern.</summary>
    /// <param name="pattern">The pattern; null fits everything.</param>
    /// <param name="text">The text.</param>
    /// <returns>True when it fits.</returns>
    public static bool Matches(string? pattern, string text) =>
        pattern is null || FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
