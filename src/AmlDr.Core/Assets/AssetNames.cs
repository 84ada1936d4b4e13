using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AmlDr.Core.Assets;

/// <summary>
/// What may stand as a name or version of an asset. Checked before a text that came from outside becomes part of an address.
/// The published pattern for assets is <c>^[a-zA-Z0-9][a-zA-Z0-9\-_]{0,254}$</c> (AML REST 2024-04-01); dots are taken as well, because
/// the service itself makes curated environments that have them.
/// </summary>
public static partial class AssetNames
{
    /// <summary>The most characters that a name or a version has.</summary>
    public const int Longest = 255;

    /// <summary>Says whether a text can be the name of an asset.</summary>
    /// <param name="name">The text.</param>
    /// <param name="error">Why not, with the value; null when it can.</param>
    /// <returns>True when it can.</returns>
    public static bool TryValidateName([NotNullWhen(true)] string? name, [NotNullWhen(false)] out string? error)
    {
        error = name switch
        {
            null or "" => "The asset name is empty.",
            _ when name.Contains("..", StringComparison.Ordinal) || !NamePattern().IsMatch(name) =>
                $"'{Printable(name)}' is not an asset name: 1 to 255 letters, digits, '-', '_' or '.', starting with a letter or digit, without '..'.",
            _ => null,
        };
        return error is null;
    }

    /// <summary>Says whether a text can be the version of an asset. Versions of environments and data are free text.</summary>
    /// <param name="version">The text.</param>
    /// <param name="error">Why not, with the value; null when it can.</param>
    /// <returns>True when it can.</returns>
    public static bool TryValidateVersion([NotNullWhen(true)] string? version, [NotNullWhen(false)] out string? error)
    {
        error = version switch
        {
            null or "" => "The asset version is empty.",
            "." or ".." => $"'{version}' is not an asset version: it would change the address that it is part of.",
            _ when version.Length > Longest || version.AsSpan().ContainsAny("/\\?#%") || version.Any(char.IsControl) =>
                $"'{Printable(version)}' is not an asset version: 1 to 255 characters, none of '/', '\\', '?', '#', '%' and no control characters.",
            _ => null,
        };
        return error is null;
    }

    /// <summary>A text from outside, made safe for a log line or a message: control characters shown as '?', and no longer than it may be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most characters that are shown of it.</param>
    /// <returns>The printable text.</returns>
    public static string Printable(string text, int most = 100)
    {
        ArgumentNullException.ThrowIfNull(text);
        string shown = text.Length <= most ? text : text[..most] + "...";
        return string.Create(shown.Length, shown, (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9._\-]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
