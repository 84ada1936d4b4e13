using AmlDr.Azure.Jobs;

namespace AmlDr.Functions.Http;

/// <summary>A captured job as operators see it.</summary>
/// <param name="Name">Its name in the primary.</param>
/// <param name="JobType">Its type.</param>
/// <param name="Status">Its state when it was last looked at.</param>
/// <param name="CapturedAt">When its specification was written down.</param>
/// <param name="EndedAt">Since when it is known to have ended; absent while it runs.</param>
/// <param name="CanBeResubmitted">False when it has ended, or when something stands in the way.</param>
/// <param name="Obstacles">The codes of what stands in the way.</param>
public sealed record JobView(
    string Name, string JobType, string Status, DateTimeOffset CapturedAt, DateTimeOffset? EndedAt, bool CanBeResubmitted,
    IReadOnlyList<string> Obstacles)
{
    /// <summary>Makes the view of a captured job.</summary>
    /// <param name="entry">The job.</param>
    /// <returns>The view.</returns>
    public static JobView From(JobCaptureEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new JobView(
            entry.Name, entry.JobType, entry.Status, entry.CapturedAt, entry.EndedAt, entry.EndedAt is null && entry.Obstacles.Count == 0,
            entry.Obstacles);
    }
}
