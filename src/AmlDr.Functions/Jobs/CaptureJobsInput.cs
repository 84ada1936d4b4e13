namespace AmlDr.Functions.Jobs;

/// <summary>The input of <see cref="Orchestrations.CaptureJobs"/>, and its progress when it goes on under a new history.</summary>
/// <param name="Pair">The pair's name.</param>
public sealed record CaptureJobsInput(string Pair)
{
    /// <summary>Where it is; null at its start.</summary>
    public CaptureJobsProgress? Progress { get; init; }
}
