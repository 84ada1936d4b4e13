using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Models;

/// <summary>Registered models: a document and the files that it points to.</summary>
public sealed class ModelKind : IAssetKind
{
    /// <inheritdoc/>
    public string Name => KindNames.Model;

    /// <inheritdoc/>
    public string Collection => "models";

    /// <inheritdoc/>
    public bool OffersListView => true;

    /// <inheritdoc/>
    public IReadOnlyList<FieldPath> ReadOnlyFields => ModelFields.ReadOnly;

    /// <inheritdoc/>
    public IReadOnlyList<FieldPath> ImmutableFields => ModelFields.Immutable;

    /// <inheritdoc/>
    public IReadOnlyList<FieldPath> ReferenceFields => ModelFields.References;

    /// <inheritdoc/>
    public IReadOnlyList<FieldPath> ImageFields => [];

    /// <inheritdoc/>
    public AssetVerdict Judge(AssetId asset, AssetDocument document, bool isReferenced) =>
        ModelRules.Judge(asset, document, isReferenced);

    /// <inheritdoc/>
    public IReadOnlyList<ContentReference> FindContent(AssetDocument document) => ModelContent.Find(document);
}
