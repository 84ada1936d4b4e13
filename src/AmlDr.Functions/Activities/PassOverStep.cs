using AmlDr.Azure.Operations.Steps;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Writes down that a step is done without, because something that it needs is.</summary>
/// <param name="executor">Does it.</param>
public sealed class PassOverStep(StepExecutor executor)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The step and the reason.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When it is written down.</returns>
    [Function(nameof(PassOverStep))]
    public Task RunAsync([ActivityTrigger] StepFailure input, CancellationToken cancellationToken) =>
        executor.SkipAsync(input.Target, input.Reason, cancellationToken);
}
