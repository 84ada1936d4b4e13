using System.Collections.Frozen;

namespace AmlDr.Core.Jobs;

/// <summary>The states of jobs. Source: <c>facts/aml-rest.md</c> 2.11.</summary>
public static class JobStates
{
    /// <summary>The end state of a captured job that the primary does not have any more.</summary>
    public const string Deleted = "Deleted";

    private static readonly FrozenSet<string> Ended = new[] { "Completed", "Failed", "Canceled" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Says whether a job has ended. A state that is not known here, and <c>NotResponding</c>, may go on.</summary>
    /// <param name="state">The state; null when the document names none.</param>
    /// <returns>True when it never goes on.</returns>
    public static bool HasEnded(string? state) => state is not null && Ended.Contains(state);
}
