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
    // A minute and more: a message is heard at once, unless the host has far more to do than it can.
    private const int MostAttempts = 40;

    // Unlikely enough to be another's among the hundred that are shown.
    private const int RequestIdLength = 8;

    // Not heard by then, a message may have been lost with the step that an orchestration ended or began anew with.
    private static readonly TimeSpan HearingPatience = TimeSpan.FromSeconds(2);
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
    /// <exception cref="TransientException">The orchestration did not hear the request.</exception>
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

        throw new TransientException($"The orchestration '{id}' did not hear that it is asked for, {MostAttempts} times.");
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

    // A message that arrives while the orchestration takes its last step is lost with it, and one to an orchestration that has just ended may find
    // it started anew by another; only its own word tells that it has been read.
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

            if (instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended)
            {
                // It hears when somebody lets it go on, and what waits for it asks again from time to time.
                return true;
            }

            if (instance.IsCompleted || clock.GetElapsedTime(begun) > HearingPatience)
            {
                return false;
            }

            await interval.WaitForNextTickAsync(cancellationToken);
        }

        return false;
    }
}
