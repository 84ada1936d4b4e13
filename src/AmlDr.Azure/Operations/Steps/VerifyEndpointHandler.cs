using AmlDr.Azure.Aml;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>
/// Proves that an endpoint serves: it and its deployments are provisioned, and it answers the policy's sample as expected. Changes nothing, so there is
/// nothing to undo.
/// </summary>
internal sealed class VerifyEndpointHandler(AmlClient aml, KindCatalog kinds, ScoringClient scoring, IOperationPolicies policies) : IStepHandler
{
    public StepAction Action => StepAction.VerifyEndpoint;

    public async Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken)
    {
        AssetDocument endpoint = await aml.TryGetVersionAsync(run.Target, run.Asset, cancellationToken)
            ?? throw new ProvisioningFailedException($"{run.Target.Name} does not hold {run.Asset}.");
        bool isReady = IsReady(run, run.Asset, endpoint);
        string deploymentKind = run.Asset.Kind == KindNames.OnlineEndpoint ? KindNames.OnlineDeployment : KindNames.BatchDeployment;
        int deployments = 0;
        await foreach (AssetDocument deployment in aml.ListVersions(run.Target, kinds[deploymentKind], run.Asset.Name, cancellationToken))
        {
            deployments++;
            isReady &= IsReady(run, new AssetId(deploymentKind, run.Asset.Name, deployment.ResourceName ?? "?"), deployment);
        }

        if (!isReady)
        {
            return new StepProgress(false);
        }

        VerificationSample? sample = run.Asset.Kind != KindNames.OnlineEndpoint
            ? null
            : policies.Of(run.Pair).Verification.FirstOrDefault(one => SampleJudge.IsFor(one, run.Asset.Name));
        if (sample is null)
        {
            return new StepProgress(true, $"Provisioned, with {deployments} deployments. No sample is scored.");
        }

        await scoring.ProveAsync(run.Target, run.Asset, endpoint, sample, cancellationToken);
        return new StepProgress(true, $"Provisioned, with {deployments} deployments, and answers the sample as expected.");
    }

    public Task<StepProgress> UndoAsync(StepRun run, UndoRecord found, StepProgress? before, CancellationToken cancellationToken) =>
        Task.FromResult(new StepProgress(true));

    private static bool IsReady(StepRun run, AssetId asset, AssetDocument document) =>
        Provisioning.HasFailed(document)
            ? throw new ProvisioningFailedException(
                $"{asset} in {run.Target.Name} is in the state '{Provisioning.StateOf(document)}'; look at its logs, mend it, and retry the step.")
            : Provisioning.HasSucceeded(document);
}
