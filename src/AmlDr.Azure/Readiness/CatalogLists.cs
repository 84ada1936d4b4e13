using AmlDr.Azure.Catalog;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Azure.Readiness;

/// <summary>
/// The primary's documents as last seen, for when the primary does not answer: what must run in the secondary is asked most when the primary is lost.
/// </summary>
internal sealed class CatalogLists(CatalogStore catalog, Pair pair, CancellationToken cancellationToken)
{
    /// <summary>Gives a list of the primary, or the catalog's when it could not be read.</summary>
    /// <param name="live">What was read of the primary.</param>
    /// <param name="kind">The kind.</param>
    /// <returns>The list. What the app may not read stays so, and a catalog that knows none of the kind proves nothing.</returns>
    public async Task<Reading<IReadOnlyList<AssetDocument>>> InsteadOfAsync(Reading<IReadOnlyList<AssetDocument>> live, string kind)
    {
        if (live.State is ReadingState.Read or ReadingState.Denied)
        {
            return live;
        }

        var documents = new List<AssetDocument>();
        try
        {
            await foreach (CatalogListing listing in catalog.ListAllAsync(pair.Name, kind, cancellationToken))
            {
                if (await catalog.TryReadAsync(pair.Name, listing.Asset, cancellationToken) is { } entry)
                {
                    // Values of secret variables are null here; no check asks for them.
                    documents.Add(new AssetDocument(entry.Document));
                }
            }
        }
        catch (AmlDrException)
        {
            // Then neither is known, and the primary's failure is the one to report.
            return live;
        }

        return documents.Count == 0 ? live : Reading.Of<IReadOnlyList<AssetDocument>>($"{live.What}, as the catalog has it", documents);
    }
}
