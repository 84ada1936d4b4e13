namespace AmlDr.Core.Operations.Planning;

/// <summary>Which captured jobs a failover submits again.</summary>
/// <param name="All">True for all that had not ended.</param>
/// <param name="Listed">Otherwise those whose names match one of these patterns.</param>
public sealed record ResubmissionPolicy(bool All, IReadOnlyList<string> Listed)
{
    /// <summary>No job is submitted again.</summary>
    public static ResubmissionPolicy None { get; } = new(false, []);

    /// <summary>Says whether a job is submitted again.</summary>
    /// <param name="job">The job's name.</param>
    /// <returns>True when it is.</returns>
    public bool Includes(string job) => All || Listed.Any(pattern => Policies.NamePattern.Matches(pattern, job));
}
