using AmlDr.Azure.Operations;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Writes the evidence of an operation that has ended.</summary>
/// <param name="maker">Does it.</param>
public sealed class WriteEvidence(EvidenceMaker maker)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The operation.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The hash of the evidence.</returns>
    [Function(nameof(WriteEvidence))]
    public Task<string?> RunAsync([ActivityTrigger] OperationInput input, CancellationToken cancellationToken) =>
        maker.WriteAsync(input.Operation, cancellationToken);
}
