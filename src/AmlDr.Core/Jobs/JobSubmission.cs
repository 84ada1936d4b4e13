using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Jobs;

/// <summary>A job made ready to be submitted in the secondary.</summary>
/// <param name="Name">The new job's name; the old one cannot be used, because a job's name is used once (<c>facts/aml-rest.md</c> 1.5).</param>
/// <param name="Body">The body of the write.</param>
/// <param name="Changes">What was rewritten.</param>
/// <param name="Findings">Why it cannot be submitted. Unless it is empty the body must not be written.</param>
public sealed record JobSubmission(string Name, JsonObject Body, IReadOnlyList<RewriteChange> Changes, IReadOnlyList<Finding> Findings)
{
    /// <summary>True when it can be submitted.</summary>
    public bool CanBeSubmitted => Findings.Count == 0;
}
