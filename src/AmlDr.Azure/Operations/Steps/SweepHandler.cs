using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Stops the pair's sweep, or runs a last one. Neither is undone: the next sweep finds everything as it is.</summary>
internal sealed class SweepHandler(StepAction action) : IStepHandler
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    public StepAction Action => action;

    public async Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken)
    {
        if (action == StepAction.StopSweep)
        {
            return new StepProgress(await run.Sweeps.StopAsync(run.Pair.Name, cancellationToken)) { RetryAfter = Pace };
        }

        if (before is null)
        {
            await run.Sweeps.StartAsync(run.Pair.Name, cancellationToken);
            return new StepProgress(false) { DidChange = true, RetryAfter = Pace };
        }

        return await run.Sweeps.LookAsync(run.Pair.Name, cancellationToken) switch
        {
            null => before,
            "" => before with { IsDone = true },
            string failure => throw new ProvisioningFailedException($"The last sweep failed: {failure}"),
        };
    }

    public Task<StepProgress> UndoAsync(StepRun run, UndoRecord found, StepProgress? before, CancellationToken cancellationToken) =>
        Task.FromResult(new StepProgress(true));
}
