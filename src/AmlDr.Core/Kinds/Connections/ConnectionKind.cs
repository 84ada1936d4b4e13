using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Connections;

/// <summary>
/// Connections to services outside the workspace. A read hides the credentials; <c>listsecrets</c>, in small letters here, returns the whole
/// resource with them (<c>facts/aml-rest.md</c> 2.14).
/// </summary>
public sealed class ConnectionKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.Connection;

    /// <inheritdoc/>
    public override string Collection => "connections";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Named;

    /// <inheritdoc/>
    public override SecretAction? Secrets { get; } = new("listsecrets", ConnectionFields.Credentials, ConnectionFields.Credentials);

    /// <inheritdoc/>
    public override KindFields Fields => ConnectionFields.All;

    /// <inheritdoc/>
    public override bool NeedsSecrets(JsonObject body) => ConnectionRules.HasCredentials(body);

    /// <inheritdoc/>
    public override void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings) =>
        ConnectionAdaptation.Adapt(body, context, findings);
}
