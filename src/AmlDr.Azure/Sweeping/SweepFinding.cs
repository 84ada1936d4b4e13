namespace AmlDr.Azure.Sweeping;

/// <summary>Something that a sweep could not do, and that an operator must know of.</summary>
/// <param name="Code">A stable word, such as <c>AccessDenied</c> or <c>MassDeletion</c>.</param>
/// <param name="Message">What it is and what to do, in sentences.</param>
/// <param name="Kind">The kind that it is about; null when it is about the pair.</param>
public sealed record SweepFinding(string Code, string Message, string? Kind = null);
