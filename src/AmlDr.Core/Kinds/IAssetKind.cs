using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds;

/// <summary>
/// What is special about one kind of asset. An implementation is data and pure rules: it never calls anything, and gives the same
/// answer for the same document. Every kind passes the one conformance suite of the tests.
/// </summary>
public interface IAssetKind
{
    /// <summary>The kind's name, one of <see cref="KindNames"/>.</summary>
    string Name { get; }

    /// <summary>The path segment of its containers below the workspace, such as <c>models</c>.</summary>
    string Collection { get; }

    /// <summary>
    /// True when the lists of containers and versions take <c>listViewType</c>. Without <c>All</c> they hide what is archived
    /// (<c>facts/aml-rest.md</c> 1.4).
    /// </summary>
    bool OffersListView { get; }

    /// <summary>Fields that the service sets; dropped before a write. The envelope's own are dropped for every kind.</summary>
    IReadOnlyList<FieldPath> ReadOnlyFields { get; }

    /// <summary>Fields that the service lets nobody change once the version exists; a difference there is a conflict.</summary>
    IReadOnlyList<FieldPath> ImmutableFields { get; }

    /// <summary>Fields that hold references, to be rewritten for the secondary.</summary>
    IReadOnlyList<FieldPath> ReferenceFields { get; }

    /// <summary>Fields that hold names of container images.</summary>
    IReadOnlyList<FieldPath> ImageFields { get; }

    /// <summary>Says whether an asset takes part in mirroring.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="document">Its document in the primary.</param>
    /// <param name="isReferenced">True when a mirrored asset refers to it.</param>
    /// <returns>The verdict, with the reason when it does not.</returns>
    AssetVerdict Judge(AssetId asset, AssetDocument document, bool isReferenced);

    /// <summary>Finds the references under which the asset's files stand.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The references, none for an asset without files of its own.</returns>
    IReadOnlyList<ContentReference> FindContent(AssetDocument document);
}
