namespace AmlDr.Azure.Events;

/// <summary>A dead letter that could not be read.</summary>
/// <param name="Blob">The name of its blob in the container of dead letters.</param>
/// <param name="Reason">Why it could not.</param>
/// <param name="ParkedAt">When it was put aside.</param>
/// <param name="Content">The beginning of what it holds, as text.</param>
public sealed record ParkedLetter(string Blob, string Reason, DateTimeOffset ParkedAt, string Content);
