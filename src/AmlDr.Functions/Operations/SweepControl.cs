using AmlDr.Azure.Operations.Steps;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Sweeping;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Operations;

/// <summary>Starts and stops a pair's sweep by the durable client.</summary>
internal sealed class SweepControl(DurableTaskClient client) : ISweepControl
{
    public async Task<bool> StopAsync(string pair, CancellationToken cancellationToken)
    {
        string id = SweepStarter.InstanceId(pair);
        if (await client.GetInstanceAsync(id, cancellationToken) is not { IsCompleted: false })
        {
            return true;
        }

        await client.TerminateInstanceAsync(id, new TerminateInstanceOptions("Stopped by a failover or a drill.", Recursive: true), cancellationToken);
        return false;
    }

    public Task StartAsync(string pair, CancellationToken cancellationToken) =>
        MirrorScheduler.TryStartAsync(client, nameof(SweepPair), SweepStarter.InstanceId(pair), new SweepInput(pair), cancellationToken);

    public async Task<string?> LookAsync(string pair, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? sweep = await client.GetInstanceAsync(SweepStarter.InstanceId(pair), getInputsAndOutputs: true, cancellationToken);
        return sweep is { IsCompleted: false } ? null
            : sweep is { RuntimeStatus: OrchestrationRuntimeStatus.Completed } ? ""
            : sweep?.FailureDetails?.ErrorMessage ?? $"it ended as {sweep?.RuntimeStatus.ToString() ?? "unknown"}";
    }
}
