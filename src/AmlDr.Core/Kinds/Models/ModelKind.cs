using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Models;

/// <summary>Registered models: a document and the files that it points to.</summary>
public sealed class ModelKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.Model;

    /// <inheritdoc/>
    public override string Collection => "models";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ListParameters => ArchivedToo;

    /// <inheritdoc/>
    public override KindFields Fields => ModelFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => ModelRules.Judge(document, context);

    /// <inheritdoc/>
    public override IReadOnlyList<ContentReference> FindContent(AssetDocument document) => ModelContent.Find(document);
}
