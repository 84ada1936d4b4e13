using AmlDr.Azure.Audits;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Compares the files of some assets.</summary>
/// <param name="auditor">Does it.</param>
public sealed class CheckAuditFiles(FileAuditor auditor)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(CheckAuditFiles))]
    public Task<ContentResult> RunAsync([ActivityTrigger] ContentRequest input, CancellationToken cancellationToken) =>
        auditor.CheckAsync(input, cancellationToken);
}
