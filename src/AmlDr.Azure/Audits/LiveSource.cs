using System.Runtime.CompilerServices;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Autoscale;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;
using Azure;

namespace AmlDr.Azure.Audits;

/// <summary>The primary itself, by its lists.</summary>
internal sealed class LiveSource(AmlClient aml, MirrorContextFactory contexts, TargetExpectation expectation, AutoscaleMirror autoscale) : IAuditSource
{
    /// <inheritdoc/>
    public async Task<SourcePage> ListGroupsAsync(Pair pair, IAssetKind kind, string? continuationToken, CancellationToken cancellationToken)
    {
        if (kind.Shape == KindShape.Named)
        {
            return new SourcePage([new SourceGroup(null)], null);
        }

        Page<AssetDocument>? page = await aml.GetContainerPageAsync(pair.Primary, kind, continuationToken, cancellationToken);
        return new SourcePage(
            [
                .. (page?.Values ?? []).Select(container => container.ResourceName).OfType<string>().Order(StringComparer.Ordinal)
                    .Select(name => new SourceGroup(name)),
            ],
            page?.ContinuationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceAsset> ListAsync(
        Pair pair, IAssetKind kind, SourceGroup group, Func<AssetId, AmlDrException, Task> tellFault,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (AssetDocument document in ListOrNothingAsync(pair.Primary, kind, group.Name, cancellationToken))
        {
            string name = document.ResourceName ?? "";
            yield return new SourceAsset(group.Name is null ? new AssetId(kind.Name, name, "") : new AssetId(kind.Name, group.Name, name), document);
        }
    }

    /// <inheritdoc/>
    public async Task<(RewriteResult Result, RewriteContext Context)> ExpectAsync(
        Pair pair, IAssetKind kind, SourceAsset source, CancellationToken cancellationToken)
    {
        RewriteContext context = await contexts.CreateAsync(pair, kind, source.Document, cancellationToken);
        return await expectation.MakeAsync(pair, kind, source.Asset, source.Document, context, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> IsScaledAsync(Pair pair, AssetId asset, CancellationToken cancellationToken) => autoscale.IsScaledAsync(pair, asset, cancellationToken);

    // A container that was deleted since it was listed holds nothing.
    private async IAsyncEnumerable<AssetDocument> ListOrNothingAsync(
        WorkspaceId workspace, IAssetKind kind, string? name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<AssetDocument> documents =
            aml.ListVersions(workspace, kind, name ?? "", cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await documents.MoveNextOrEndAsync(endsWhenMissing: name is not null))
        {
            yield return documents.Current;
        }
    }
}
