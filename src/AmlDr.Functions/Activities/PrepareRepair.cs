using AmlDr.Azure.Audits;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Prepares the repair of a kind: corrects the ledger and writes the work list.</summary>
/// <param name="repairer">Does it.</param>
public sealed class PrepareRepair(AuditRepairer repairer)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>What there is to do.</returns>
    [Function(nameof(PrepareRepair))]
    public async Task<RepairPrepared> RunAsync([ActivityTrigger] RepairStageInput input, CancellationToken cancellationToken)
    {
        (int listed, int left) = await repairer.PrepareAsync(input.Pair, input.AuditId, input.Stage, cancellationToken);
        return new RepairPrepared(listed, left);
    }
}
