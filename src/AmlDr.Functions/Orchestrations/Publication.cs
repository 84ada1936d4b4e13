using AmlDr.Azure.Registries;
using AmlDr.Functions.Activities;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>The part of <see cref="MirrorAsset"/> that has an asset carried by a registry and sees it arrive.</summary>
internal static class Publication
{
    /// <summary>How often the service is asked when it does not say.</summary>
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    /// <summary>What takes longer is recorded as failed and looked at again by the next sweep: the registry copies the files to its regions.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Publishes an asset and waits until the registry holds it.</summary>
    /// <param name="context">The orchestration's context.</param>
    /// <param name="target">The asset.</param>
    /// <returns>True when the registry was written.</returns>
    public static async Task<bool> RunAsync(TaskOrchestrationContext context, AssetTarget target)
    {
        RegistryPublication publication = await context.CallActivityAsync<RegistryPublication>(nameof(PublishAsset), target, RetryPolicies.Transient);
        DateTime deadline = context.CurrentUtcDateTime + Patience;
        RegistryPublication state = publication;
        while (!state.IsDone)
        {
            await context.CreateTimer(state.RetryAfter ?? DefaultInterval, CancellationToken.None);
            state = await context.CallActivityAsync<RegistryPublication>(
                nameof(CheckPublication),
                new CheckProvisioningInput(target.Pair, target.Asset, publication.Operation, context.CurrentUtcDateTime > deadline),
                RetryPolicies.Transient);
        }

        return publication.WasWritten;
    }
}
