namespace AmlDr.Azure.Recovery;

/// <summary>Where the outputs of a job stand.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="IsKnown">True when the primary told of the job; false when the places are those that a job of the name usually has.</param>
/// <param name="Problem">Why the primary did not tell; null when it did.</param>
/// <param name="Places">The places.</param>
public sealed record JobOutputs(string Job, bool IsKnown, string? Problem, IReadOnlyList<JobOutputPlace> Places);
