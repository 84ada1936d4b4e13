using System.Text;

namespace AmlDr.Core.Reports;

/// <summary>Makes texts of anywhere fit to be shown.</summary>
internal static class ReportText
{
    /// <summary>
    /// Replaces what no document may hold (control characters, halves of surrogate pairs) and what makes a text look like another one (marks that
    /// turn the writing direction). Line feeds and tabs stay.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with U+FFFD in the place of each such character.</returns>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            clean.Append(IsShown(rune) ? rune : Rune.ReplacementChar);
        }

        return clean.ToString();
    }

    private static bool IsShown(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => true,
        >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x200E or 0x200F or 0x061C => false,
        0xFFFE or 0xFFFF => false,
        _ => !Rune.IsControl(rune),
    };
}
