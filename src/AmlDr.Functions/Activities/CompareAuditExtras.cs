using AmlDr.Azure.Audits;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Looks at one page of the secondary's containers for what the primary does not have.</summary>
/// <param name="comparer">Does it.</param>
public sealed class CompareAuditExtras(AuditComparer comparer)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(CompareAuditExtras))]
    public Task<AuditPageResult> RunAsync([ActivityTrigger] AuditPageRequest input, CancellationToken cancellationToken) =>
        comparer.CompareExtrasAsync(input, cancellationToken);
}
