using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Registries;
using AmlDr.Azure.Secrets;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>
/// Makes an asset of tier cold from the catalog alone, at full strength: its document is rewritten without asking the primary, sealed values are
/// opened for the write. Keys of endpoints were never kept, so the service makes new ones, which is named as an exception.
/// </summary>
internal sealed class CreateAssetHandler(
    ResourceWriter writer, CatalogReader catalog, SecretSealer sealer, KindCatalog kinds, AmlClient aml, RegistryTransport registries, UndoStore undo,
    TimeProvider clock) : IStepHandler
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<WorkspaceId, (long At, Task<WorkspaceDescription> Description)> _workspaces = new();

    public StepAction Action => StepAction.CreateAsset;

    public async Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken)
    {
        IAssetKind kind = kinds[run.Asset.Kind];
        StepProgress progress = await writer.AdvanceAsync(
            run, run.Target,
            new ResourceChange
            {
                Creates = true,
                IsDone = _ => true,
                WriteAsync = (_, token) => MakeAsync(run, kind, token),
            },
            before, cancellationToken);

        // Whether it was made by this step must be known also when the answer to the write was lost: the note that was taken before tells.
        bool isMade = progress.IsDone && await undo.TryGetAsync(run.Operation, run.Stage, run.Position, cancellationToken) is { Existed: false };
        progress = isMade ? progress with { DidChange = true } : progress;
        return isMade && kind.Secrets is not null
            && await writer.ReadAsync(run.Target, run.Asset, cancellationToken) is { } made && kind.NeedsSecrets(made.CloneNode())
            ? progress with { Detail = "It has new keys: the primary's were never kept. Give them to its callers.", IsException = true }
            : progress;
    }

    public Task<StepProgress> UndoAsync(StepRun run, UndoRecord found, StepProgress? before, CancellationToken cancellationToken) =>
        found.Existed ? Task.FromResult(new StepProgress(true)) : writer.DeleteAsync(run, run.Target, before, cancellationToken);

    private async Task<JsonObject> MakeAsync(StepRun run, IAssetKind kind, CancellationToken cancellationToken)
    {
        CatalogEntry entry = await catalog.ReadEntryAsync(run, cancellationToken);
        AssetDocument document = entry.Open(sealer);
        var context = new RewriteContext(
            entry.Workspace.Describe(), await DescribeAsync(run.Target, cancellationToken), [], entry.Workspace.BlobEndpoint)
        {
            // What is made now serves at once, so that nothing of it is scaled down.
            Policy = run.Pair.Policy with { Tiers = [], DefaultTier = Tier.Hot },
            RegistryAssets = await registries.FindCarriedAsync(run.Pair, kind, document, cancellationToken),
        };
        RewriteResult rewritten = DocumentRewriter.Rewrite(run.Asset, document, kind, context);
        return rewritten.Findings.Count == 0
            ? rewritten.Body
            : throw new RefusedException(string.Join(" ", rewritten.Findings.Select(finding => finding.ToString())));
    }

    // Hundreds of assets are made at once; the workspace that they are made in is read once for all of them.
    private Task<WorkspaceDescription> DescribeAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        long now = clock.GetTimestamp();
        return _workspaces.AddOrUpdate(
            workspace,
            id => (now, aml.DescribeWorkspaceAsync(id, CancellationToken.None)),
            (id, kept) => clock.GetElapsedTime(kept.At, now) < KeptFor && !kept.Description.IsFaulted && !kept.Description.IsCanceled
                ? kept
                : (now, aml.DescribeWorkspaceAsync(id, CancellationToken.None))).Description.WaitAsync(cancellationToken);
    }
}
