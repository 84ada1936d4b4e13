namespace AmlDr.Core.Policies;

/// <summary>How operations are run.</summary>
public sealed record FailoverPolicy
{
    /// <summary>How long each stage may take.</summary>
    public StageDeadlines DeadlineMinutes { get; init; } = new();

    /// <summary>Patterns of the names of captured jobs that are submitted again; none by default.</summary>
    public IReadOnlyList<string> ResubmitJobs { get; init; } = [];

    /// <summary>What is done on the way back with a version that both sides hold with different content.</summary>
    public FailbackConflicts FailbackConflicts { get; init; } = FailbackConflicts.Report;
}
