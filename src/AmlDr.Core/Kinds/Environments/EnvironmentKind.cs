using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Environments;

/// <summary>Registered environments: an image, an image with a conda file, or a Docker build context with its files.</summary>
public sealed class EnvironmentKind : IAssetKind
{
    /// <inheritdoc/>
    public string Name => KindNames.Environment;

    /// <inheritdoc/>
    public string Collection => "environments";

    /// <inheritdoc/>
    public bool OffersListView => true;

    /// <inheritdoc/>
    public IReadOnlyList<FieldPath> ReadOnlyFields => EnvironmentFields.ReadOnly;

    /// <inheritdoc/>
    public IReadOnlyList<FieldPath> ImmutableFields => EnvironmentFields.Immutable;

    /// <inheritdoc/>
    public IReadOnlyList<FieldPath> ReferenceFields => EnvironmentFields.References;

    /// <inheritdoc/>
    public IReadOnlyList<FieldPath> ImageFields => EnvironmentFields.Images;

    /// <inheritdoc/>
    public AssetVerdict Judge(AssetId asset, AssetDocument document, bool isReferenced) =>
        EnvironmentRules.Judge(asset, document, isReferenced);

    /// <inheritdoc/>
    public IReadOnlyList<ContentReference> FindContent(AssetDocument document) => EnvironmentContent.Find(document);
}
