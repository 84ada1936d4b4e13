using AmlDr.Azure.Audits;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Compares one page of both sides of a kind by their lists, with reasons for what does not match.</summary>
/// <param name="comparer">Does it.</param>
public sealed class CompareAuditPage(AuditComparer comparer)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(CompareAuditPage))]
    public Task<AuditPageResult> RunAsync([ActivityTrigger] AuditPageRequest input, CancellationToken cancellationToken) =>
        comparer.CompareAsync(input, cancellationToken);
}
