namespace AmlDr.Azure.Recovery;

/// <summary>Where files of a job stand.</summary>
/// <param name="Output">The output's name; <c>logs and artifacts</c> for what every job leaves.</param>
/// <param name="Reference">The output's address as the job names it; null where the place follows from the usual form.</param>
/// <param name="Container">The address of the blob container; null when it could not be told.</param>
/// <param name="Path">The path in it.</param>
/// <param name="Files">How many files stand there, as far as one list page of 5,000 goes; null when they could not be listed.</param>
/// <param name="Bytes">Their length in bytes.</param>
/// <param name="IsComplete">False when there are more files than were counted.</param>
/// <param name="Problem">Why the place or its files are not known; null when they are.</param>
public sealed record JobOutputPlace(
    string Output, string? Reference, Uri? Container, string? Path, int? Files, long? Bytes, bool IsComplete, string? Problem);
