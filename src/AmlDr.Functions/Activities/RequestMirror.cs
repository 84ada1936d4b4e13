using AmlDr.Functions.Mirroring;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Activities;

/// <summary>Asks for an asset to be mirrored; the waiter in the input is told the outcome.</summary>
/// <param name="clock">The clock.</param>
public sealed class RequestMirror(TimeProvider clock)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The asset and who waits for it.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the request is durable.</returns>
    [Function(nameof(RequestMirror))]
    public Task RunAsync(
        [ActivityTrigger] MirrorAssetInput input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        MirrorScheduler.RequestAsync(client, input, clock, cancellationToken);
}
