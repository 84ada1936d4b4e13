using System.Text.Json.Nodes;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Enables a schedule of the side that is to serve, or disables one of the side that stops (<c>facts/aml-rest.md</c> 2.12).</summary>
internal sealed class ScheduleHandler(ResourceWriter writer, TimeProvider clock, StepAction action) : FieldStepHandler(writer)
{
    // The side that stops may be about to die; nothing waits for it for long.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public override StepAction Action => action;

    protected override IReadOnlyList<string> Fields => ["properties.isEnabled"];

    private bool IsForSource => action is StepAction.DrainSchedule or StepAction.DisableSchedule;

    public override Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken) =>
        WithDeadlineAsync(run, token => base.AdvanceAsync(run, before, token), cancellationToken);

    public override Task<StepProgress> UndoAsync(StepRun run, UndoRecord found, StepProgress? before, CancellationToken cancellationToken) =>
        WithDeadlineAsync(run, token => base.UndoAsync(run, found, before, token), cancellationToken);

    protected override WorkspaceId WorkspaceOf(StepRun run) => IsForSource ? run.Source : run.Target;

    protected override Task<JsonObject> WantAsync(StepRun run, CancellationToken cancellationToken) =>
        Task.FromResult(new JsonObject { ["properties.isEnabled"] = !IsForSource });

    private async Task<StepProgress> WithDeadlineAsync(
        StepRun run, Func<CancellationToken, Task<StepProgress>> work, CancellationToken cancellationToken)
    {
        if (!IsForSource)
        {
            return await work(cancellationToken);
        }

        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException($"{run.Source.Name} did not answer within {Deadline.TotalSeconds} seconds.", exception);
        }
    }
}
