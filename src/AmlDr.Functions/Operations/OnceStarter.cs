using System.Diagnostics.CodeAnalysis;
using AmlDr.Core.Failures;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Operations;

/// <summary>Starts orchestrations that run once and never again under their identifier.</summary>
internal static class OnceStarter
{
    /// <summary>Starts an orchestration unless there is or was one of the identifier.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="name">The orchestrator's name.</param>
    /// <param name="instanceId">The identifier.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When there is one.</returns>
    /// <exception cref="TransientException">It could not be started.</exception>
    [SuppressMessage("Design", "CA1031", Justification = "Back ends report an identifier in use by different types; what stands in the store tells them apart.")]
    public static async Task StartAsync(
        DurableTaskClient client, string name, string instanceId, object input, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is not null)
        {
            return;
        }

        StartOrchestrationOptions options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(Enum.GetValues<OrchestrationRuntimeStatus>());
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, input, options, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (await client.GetInstanceAsync(instanceId, cancellationToken) is null)
            {
                throw new TransientException($"The orchestration '{instanceId}' could not be started: {exception.Message}", exception);
            }
        }
    }
}
