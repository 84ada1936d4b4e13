using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Data;

/// <summary>
/// Data assets: <c>uri_file</c>, <c>uri_folder</c> and <c>mltable</c>. A data asset is a reference; no bytes are kept with it
/// (<c>facts/aml-rest.md</c> 2.4). GET and PUT carry the same body; the discriminator <c>dataType</c> goes with it.
/// </summary>
public sealed class DataKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.Data;

    /// <inheritdoc/>
    public override string Collection => "data";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ListParameters => ArchivedToo;

    /// <inheritdoc/>
    public override KindFields Fields => DataFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => DataRules.Judge(document, context);

    /// <inheritdoc/>
    public override IReadOnlyList<ContentReference> FindContent(AssetDocument document) => DataContent.Find(document);
}
