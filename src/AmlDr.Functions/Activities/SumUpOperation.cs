using AmlDr.Azure.Operations;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Names the exceptions of an operation whose stages are done, and remembers how long its steps took.</summary>
/// <param name="summary">Does it.</param>
public sealed class SumUpOperation(OperationSummary summary)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The operation.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The number of exceptions.</returns>
    [Function(nameof(SumUpOperation))]
    public async Task<int> RunAsync([ActivityTrigger] OperationInput input, CancellationToken cancellationToken)
    {
        await summary.RememberDurationsAsync(input.Pair, input.Operation, cancellationToken);
        return (await summary.FindExceptionsAsync(input.Operation, shouldBeUndone: false, cancellationToken)).Count;
    }
}
