using System.Text.RegularExpressions;

namespace AmlDr.Core.Exporting;

/// <summary>Texts of documents in commands that people may copy.</summary>
internal static partial class ShellWord
{
    /// <summary>Writes a text as one word of a POSIX shell.</summary>
    public static string Of(string text) => Plain().IsMatch(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9_.=:/][A-Za-z0-9_.=:/-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
