using AmlDr.Azure.Catalog;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Gives steps the documents that they work from: as last seen in the primary, without asking it.</summary>
internal sealed class CatalogReader(CatalogStore catalog)
{
    /// <summary>Reads a document, its secrets left out.</summary>
    /// <exception cref="NotFoundException">The catalog does not know the asset.</exception>
    public async Task<AssetDocument> ReadAsync(StepRun run, CancellationToken cancellationToken) =>
        new((await ReadEntryAsync(run, cancellationToken)).Document);

    /// <summary>Reads an entry.</summary>
    /// <exception cref="NotFoundException">The catalog does not know the asset.</exception>
    public async Task<CatalogEntry> ReadEntryAsync(StepRun run, CancellationToken cancellationToken) =>
        await catalog.TryReadAsync(run.Pair.Name, run.Asset, cancellationToken)
            ?? throw new NotFoundException($"The catalog does not know {run.Asset}, which it did when the plan was made.");
}
