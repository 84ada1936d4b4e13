using AmlDr.Functions.Events;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Triggers;

/// <summary>
/// Takes Event Grid's word that an asset may have changed: <c>ModelRegistered</c> of a workspace and <c>ResourceWriteSuccess</c> of a resource
/// group. The event is a hint; the orchestration looks at the asset itself. An event that cannot be of use is recorded and never delivered
/// again; only when the task hub or the control store cannot be reached does the function fail, so that Event Grid delivers later.
/// </summary>
/// <param name="handler">Handles it.</param>
public sealed class AssetEventTrigger(AssetEventHandler handler)
{
    /// <summary>Handles one event, in the Event Grid or the CloudEvents schema.</summary>
    /// <param name="json">The event.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the hint is durable, or known to be of no use.</returns>
    [Function("OnAssetEvent")]
    public Task RunAsync([EventGridTrigger] string json, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        handler.HandleAsync(json, client, cancellationToken);
}
