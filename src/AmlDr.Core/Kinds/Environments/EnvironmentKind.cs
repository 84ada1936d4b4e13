using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Environments;

/// <summary>Registered environments: an image, an image with a conda file, or a Docker build context with its files.</summary>
public sealed class EnvironmentKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.Environment;

    /// <inheritdoc/>
    public override string Collection => "environments";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ListParameters => ArchivedToo;

    /// <inheritdoc/>
    public override KindFields Fields => EnvironmentFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => EnvironmentRules.Judge(document, context);

    /// <inheritdoc/>
    public override IReadOnlyList<ContentReference> FindContent(AssetDocument document) => EnvironmentContent.Find(document);
}
