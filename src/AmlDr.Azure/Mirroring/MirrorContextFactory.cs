using AmlDr.Azure.Aml;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Mirroring;

/// <summary>Makes the context in which a document is rewritten: the datastores that it names, on both sides.</summary>
public sealed class MirrorContextFactory
{
    private const string DefaultDatastore = "workspaceblobstore";
    private readonly StoreResolver _stores;

    /// <summary>Creates a factory.</summary>
    /// <param name="stores">Finds datastores.</param>
    public MirrorContextFactory(StoreResolver stores) => _stores = stores;

    /// <summary>Makes a context.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="kind">The document's kind.</param>
    /// <param name="source">The primary's document.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The context.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public Task<RewriteContext> CreateAsync(Pair pair, IAssetKind kind, AssetDocument source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(kind);
        IEnumerable<string> named = kind.FindContent(source).Select(content => content.Reference).SelectMany(reference => reference switch
        {
            DatastorePathReference path => [path.Datastore],
            JobOutputReference => [ReferenceTranslator.ArtifactDatastore],

            // A blob's address does not name its datastore; the default ones are those that addresses are given for.
            WebReference => [DefaultDatastore, ReferenceTranslator.ArtifactDatastore],
            _ => Array.Empty<string>(),
        });
        return _stores.CreateContextAsync(pair.Primary, pair.Secondary, named, cancellationToken);
    }
}
