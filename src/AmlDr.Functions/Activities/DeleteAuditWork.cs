using AmlDr.Azure.Audits;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Deletes what a pair's audits have kept of their work, when no audit needs it any more.</summary>
/// <param name="work">Does it.</param>
public sealed class DeleteAuditWork(AuditWorkStore work)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it is gone.</returns>
    [Function(nameof(DeleteAuditWork))]
    public Task RunAsync([ActivityTrigger] string input, CancellationToken cancellationToken) =>
        work.DeleteAsync(input, cancellationToken);
}
