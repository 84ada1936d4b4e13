namespace AmlDr.Core.Reports;

/// <summary>A value in a table.</summary>
/// <param name="Text">Any text; the renderers escape it. Line feeds are kept.</param>
/// <param name="Tone">How it is to be taken.</param>
public sealed record ReportCell(string Text, ReportTone Tone = ReportTone.None)
{
    /// <summary>Makes a plain cell of a text.</summary>
    /// <param name="text">The text; null for an empty cell.</param>
    public static implicit operator ReportCell(string? text) => FromString(text);

    /// <summary>Makes a plain cell of a text.</summary>
    /// <param name="text">The text; null for an empty cell.</param>
    /// <returns>The cell.</returns>
    public static ReportCell FromString(string? text) => new(text ?? "");
}
