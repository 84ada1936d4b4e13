using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Datastores;

/// <summary>Which datastores take part: not those that every workspace has from the start, which name the workspace's own storage.</summary>
internal static class DatastoreRules
{
    private const string None = "None";

    public static AssetVerdict Judge(KindContext context) =>
        SystemDatastores.Contains(context.Asset.Name)
            ? AssetVerdict.Skip("SystemDatastore", "Every workspace has this datastore from the start, on its own storage account.")
            : AssetVerdict.Mirror;

    /// <summary>Says whether a body signs in with a credential, whose values only <c>listSecrets</c> shows.</summary>
    public static bool HasCredential(JsonObject body) =>
        CredentialType(body) is { } type && !string.Equals(type, None, StringComparison.OrdinalIgnoreCase);

    /// <summary>The credential's type; null when the body has none.</summary>
    public static string? CredentialType(JsonObject body) =>
        DocumentFields.GetText(body, "properties", "credentials", "credentialsType");

    /// <summary>The credential of a datastore that is reached by the identity of the caller or of the workspace.</summary>
    public static JsonObject NoCredential() => new() { ["credentialsType"] = None };
}
