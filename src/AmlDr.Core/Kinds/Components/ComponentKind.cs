using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds.Components;

/// <summary>
/// Components: a specification in free JSON that names code, environments, computes and other components (<c>facts/aml-rest.md</c> 2.5). A
/// component has no files of its own; its code is an asset.
/// </summary>
public sealed class ComponentKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.Component;

    /// <inheritdoc/>
    public override string Collection => "components";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ListParameters => ArchivedToo;

    /// <inheritdoc/>
    public override KindFields Fields => ComponentFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => CommonRules.JudgeAnonymous(document, context);
}
