using System.Diagnostics.CodeAnalysis;
using AmlDr.Core.Failures;
using AmlDr.Functions.Orchestrations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Mirroring;

/// <summary>
/// Starts the one orchestration of an asset, or tells the running one to look once more. Several may ask at once and as often as they like.
/// </summary>
internal static class MirrorScheduler
{
    private const int MostAttempts = 5;

    // Unlikely enough to be another's among the hundred that are shown.
    private const int RequestIdLength = 8;

    // Whoever has not said by then that it has heard is told again; it takes the same message for one.
    private static readonly TimeSpan HearingPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HearingInterval = TimeSpan.FromMilliseconds(100);

    private static readonly OrchestrationRuntimeStatus[] Active =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>Asks for an asset to be mirrored.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="request">What is to be mirrored, and for whom; at most one waiter.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When the request is durable.</returns>
    /// <exception cref="TransientException">The orchestration kept starting and ending while it was being asked.</exception>
    public static async Task RequestAsync(
        DurableTaskClient client, MirrorAssetInput request, TimeProvider clock, CancellationToken cancellationToken)
    {
        string id = request.Asset.ToMirrorInstanceId(request.Pair);
        var message = new MirrorRequested(
            Guid.NewGuid().ToString("N")[..RequestIdLength], request.Waiters.SingleOrDefault(), request.IsReferenced, request.OnlyWaits);
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await TryStartAsync(client, nameof(MirrorAsset), id, request, cancellationToken))
            {
                return;
            }

            await client.RaiseEventAsync(id, MirrorAsset.RequestedEvent, message, cancellationToken);
            if (await IsHeardAsync(client, id, message, clock, cancellationToken))
            {
                return;
            }
        }

        throw new TransientException($"The orchestration '{id}' ended each time it was asked to look again, or did not answer.");
    }

    /// <summary>Starts an orchestration unless one of the identifier is active.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="name">The orchestrator's name.</param>
    /// <param name="instanceId">The identifier.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>False when one is active.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Back ends report an identifier in use by different types; what stands in the store tells them apart.")]
    public static async Task<bool> TryStartAsync(
        DurableTaskClient client, string name, string instanceId, object input, CancellationToken cancellationToken)
    {
        StartOrchestrationOptions options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(Active);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, input, options, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (await IsActiveAsync(client, instanceId, cancellationToken))
            {
                return false;
            }

            throw new TransientException($"The orchestration '{instanceId}' could not be started: {exception.Message}", exception);
        }
    }

    /// <summary>Says whether an orchestration is active.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="id">Its identifier.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True when it is.</returns>
    public static async Task<bool> IsActiveAsync(DurableTaskClient client, string id, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(id, cancellationToken) is { IsCompleted: false };

    // A message that arrives while the orchestration takes its last step is lost with it; only its own word tells that it has been read.
    private static async Task<bool> IsHeardAsync(
        DurableTaskClient client, string id, MirrorRequested message, TimeProvider clock, CancellationToken cancellationToken)
    {
        long begun = clock.GetTimestamp();
        using var interval = new PeriodicTimer(HearingInterval, clock);
        while (await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken) is { } instance)
        {
            if (instance.SerializedCustomStatus is not null && HeardRequests.Tells(instance.ReadCustomStatusAs<string>(), message.Id))
            {
                return true;
            }

            if (instance.IsCompleted)
            {
                return false;
            }

            // One that waits for its first step may have been started by somebody else after the message was lost with the one before.
            if (clock.GetElapsedTime(begun) > HearingPatience)
            {
                return false;
            }

            await interval.WaitForNextTickAsync(cancellationToken);
        }

        return false;
    }
}
