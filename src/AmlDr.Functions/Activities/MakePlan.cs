using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Planning;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Planning;
using AmlDr.Functions.Operations;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Makes the plan of an operation and stores it; from then on it does not change.</summary>
/// <param name="operations">The operations.</param>
/// <param name="plans">The plans.</param>
/// <param name="reader">Makes plans.</param>
/// <param name="pairs">The pairs.</param>
public sealed class MakePlan(OperationStore operations, OperationPlanStore plans, PlanReader reader, PairRegistry pairs)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The operation.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The age of the oldest change that is not mirrored, in seconds.</returns>
    [Function(nameof(MakePlan))]
    public async Task<double> RunAsync([ActivityTrigger] OperationInput input, CancellationToken cancellationToken)
    {
        if (await plans.TryReadAsync(input.Operation, cancellationToken) is { } standing)
        {
            return standing.RpoSeconds;
        }

        OperationRecord operation = await operations.GetAsync(input.Operation, cancellationToken);
        OperationPlan plan = await reader.MakeAsync(pairs[input.Pair], operation.Mode, cancellationToken);
        await plans.WriteAsync(input.Operation, plan, cancellationToken);
        return plan.RpoSeconds;
    }
}
