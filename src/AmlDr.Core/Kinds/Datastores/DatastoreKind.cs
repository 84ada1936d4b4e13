using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Datastores;

/// <summary>
/// Datastores of every type. A read returns the credential without its values, so what is read cannot be written back: the values come from
/// <c>listSecrets</c>, which returns the secrets object alone (<c>facts/aml-rest.md</c> 2.7).
/// </summary>
public sealed class DatastoreKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.Datastore;

    /// <inheritdoc/>
    public override string Collection => "datastores";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Named;

    /// <inheritdoc/>
    public override SecretAction? Secrets { get; } = new("listSecrets", FieldPath.Of(DatastoreFields.Secrets));

    /// <inheritdoc/>
    public override KindFields Fields => DatastoreFields.All;

    /// <inheritdoc/>
    public override AssetVerdict Judge(AssetDocument document, KindContext context) => DatastoreRules.Judge(context);

    /// <inheritdoc/>
    public override bool NeedsSecrets(JsonObject body) => DatastoreRules.HasCredential(body);

    /// <inheritdoc/>
    public override void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings) =>
        DatastoreAdaptation.Adapt(body, context, findings);
}
