using AmlDr.Azure.Autoscale;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Mirroring;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>The part of <see cref="MirrorAsset"/> that writes the document in the secondary and sees it provisioned.</summary>
internal static class Registration
{
    // An endpoint has two keys.
    private const int MostKeys = 2;

    // Where the service does not say when to ask it: after 1, 2, 4, 8 seconds and then every 15. Most writes are carried out within the first one.
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(15);

    /// <summary>What takes longer is recorded as failed and looked at again by the next sweep. Deployments may take over an hour to come up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>Writes the planned document, where the inspection says so, and waits until the service has carried it out.</summary>
    /// <param name="context">The orchestration's context.</param>
    /// <param name="target">The asset.</param>
    /// <param name="found">What the inspection found.</param>
    /// <returns>True when the secondary was written, and what is to be known of the asset although it stands.</returns>
    public static async Task<(bool IsWritten, AssetReason? Note)> RunAsync(TaskOrchestrationContext context, AssetTarget target, MirrorInspection found)
    {
        AssetRegistration registration = found.Decision == MirrorDecision.VerifyContent
            ? new AssetRegistration(false, found.IsProvisioning)
            : await context.CallActivityAsync<AssetRegistration>(nameof(RegisterAsset), target, RetryPolicies.Transient);
        await WaitAsync(context, target, registration);
        for (int key = 0; found.HasStandingKeys && key < MostKeys; key++)
        {
            AssetRegistration? aligned = await context.CallActivityAsync<AssetRegistration?>(nameof(AlignKeys), target, RetryPolicies.Transient);
            if (aligned is null)
            {
                break;
            }

            await WaitAsync(context, target, aligned);
        }

        if (target.Asset.Kind != KindNames.OnlineDeployment)
        {
            return (registration.WasWritten, null);
        }

        // A setting beside the deployment scales it; one that cannot be taken over does not undo the deployment.
        AutoscaleResult scaled = await context.CallActivityAsync<AutoscaleResult>(nameof(MirrorAutoscale), target, RetryPolicies.Transient);
        return (registration.WasWritten, scaled.Reason);
    }

    /// <summary>Has the endpoint of a deployment look again: its traffic may only name deployments that stand, and now one more does.</summary>
    /// <param name="context">The orchestration's context.</param>
    /// <param name="input">The asset; nothing is done for other kinds.</param>
    /// <returns>When the request is durable.</returns>
    public static Task TellEndpointAsync(TaskOrchestrationContext context, MirrorAssetInput input) =>
        EndpointOf(input.Asset) is { } endpoint
            ? context.CallActivityAsync(nameof(RequestMirror), new MirrorAssetInput(input.Pair, endpoint, true, []), RetryPolicies.ControlStore)
            : Task.CompletedTask;

    private static AssetId? EndpointOf(AssetId asset) => asset.Kind switch
    {
        KindNames.OnlineDeployment => new AssetId(KindNames.OnlineEndpoint, asset.Name, ""),
        KindNames.BatchDeployment => new AssetId(KindNames.BatchEndpoint, asset.Name, ""),
        _ => null,
    };


    private static async Task WaitAsync(TaskOrchestrationContext context, AssetTarget target, AssetRegistration registration)
    {
        DateTime deadline = context.CurrentUtcDateTime + Patience;
        TimeSpan? retryAfter = registration.RetryAfter;
        TimeSpan interval = FirstInterval;
        for (bool isDone = !registration.GoesOn; !isDone;)
        {
            await context.CreateTimer(retryAfter ?? interval, CancellationToken.None);
            interval = interval < LongestInterval / 2 ? interval * 2 : LongestInterval;
            ProvisioningStatus status = await context.CallActivityAsync<ProvisioningStatus>(
                nameof(CheckProvisioning),
                new CheckProvisioningInput(target.Pair, target.Asset, registration.Operation, context.CurrentUtcDateTime > deadline),
                RetryPolicies.Transient);
            (isDone, retryAfter) = (status.IsDone, status.RetryAfter);
        }
    }
}
