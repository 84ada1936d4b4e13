using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Codes;

/// <summary>
/// Code snapshots: a folder of scripts under a name that tools make up. Their lists take no <c>listViewType</c> and show archived ones anyway
/// (<c>facts/aml-rest.md</c> 1.4 and 2.6).
/// </summary>
public sealed class CodeKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.Code;

    /// <inheritdoc/>
    public override string Collection => "codes";

    /// <inheritdoc/>
    public override KindFields Fields => CodeFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => CodeRules.Judge(document, context);

    /// <inheritdoc/>
    public override IReadOnlyList<ContentReference> FindContent(AssetDocument document) => CodeContent.Find(document);
}
