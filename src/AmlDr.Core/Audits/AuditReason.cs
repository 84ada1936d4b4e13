namespace AmlDr.Core.Audits;

/// <summary>Why an asset is in its class. Holds no secret.</summary>
/// <param name="Code">A stable word, see <see cref="AuditCodes"/>.</param>
/// <param name="Message">The reason in a sentence.</param>
public sealed record AuditReason(string Code, string Message)
{
    private const int LongestValue = 300;

    /// <summary>The field, by property names joined by dots; null when it is about no field.</summary>
    public string? Field { get; init; }

    /// <summary>The file, by its path below the asset's; null when it is about no file.</summary>
    public string? File { get; init; }

    /// <summary>What the secondary should hold; null when it should hold nothing, or when the value may be secret.</summary>
    public string? Expected { get; init; }

    /// <summary>What it holds; null when it holds nothing, or when the value may be secret.</summary>
    public string? Actual { get; init; }

    /// <summary>True when the values are left out because they may be secret.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Shortens a value that is too long for a report.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value, or its beginning with its length.</returns>
    public static string? Shorten(string? value) =>
        value is null || value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue), $"… ({value.Length} characters)");
}
