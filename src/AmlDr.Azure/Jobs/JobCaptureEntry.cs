namespace AmlDr.Azure.Jobs;

/// <summary>What a listing of the captured jobs tells of one without reading it.</summary>
/// <param name="Name">The job's name in the primary.</param>
/// <param name="JobType">Its type.</param>
/// <param name="Status">Its state when it was last looked at.</param>
/// <param name="CapturedAt">When its specification was written down.</param>
/// <param name="EndedAt">Since when it is known to have ended; null while it runs.</param>
/// <param name="Obstacles">The codes of what stands in the way of submitting it again; empty when nothing does.</param>
/// <param name="Fingerprint">Digest of what was captured, by which a later sweep knows whether it has changed.</param>
public sealed record JobCaptureEntry(
    string Name, string JobType, string Status, DateTimeOffset CapturedAt, DateTimeOffset? EndedAt, IReadOnlyList<string> Obstacles,
    string Fingerprint);
