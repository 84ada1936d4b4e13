using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The two keys of an endpoint: made at its creation, listed, renewed, never part of its document.</summary>
internal static class EndpointKeys
{
    /// <summary>Path of the field that holds them in a write.</summary>
    public const string Path = "properties.keys";

    /// <summary>Gives a new endpoint its keys: those sent, else new ones. An existing endpoint keeps what it has.</summary>
    public static void Fill(JsonObject body, WriteContext write, bool mayBeChosen = true)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        JsonObject? chosen = mayBeChosen ? properties["keys"] as JsonObject : null;
        if (write.Existing is not null || properties["authMode"]?.ToString() == "AADToken")
        {
            properties.Remove("keys");
            return;
        }

        properties["keys"] = new JsonObject
        {
            ["primaryKey"] = chosen?["primaryKey"]?.ToString() ?? NewKey(),
            ["secondaryKey"] = chosen?["secondaryKey"]?.ToString() ?? NewKey(),
        };
    }

    public static JsonObject? Of(StoredResource endpoint) => endpoint.Secrets?[Path] as JsonObject;

    /// <summary><c>listKeys</c>.</summary>
    public static SimResponse List(ActionCall action) => Of(action.Resource) is { } keys
        ? SimResponse.Json(200, keys.DeepClone())
        : throw ArmException.User(400, "BadArgument", $"The endpoint '{action.Address.Name}' has no keys; its authMode is AADToken.");

    /// <summary><c>regenerateKeys</c>: a new key, or the one that <c>keyValue</c> brings.</summary>
    public static ResourceAction Regenerate { get; } = ResourceAction.WithBody(action => Renew(action, _ => SimResponse.Empty(200)));

    /// <summary>The same for endpoints whose operation answers with both keys.</summary>
    public static ResourceAction RegenerateAndTell { get; } =
        ResourceAction.WithBody(action => Renew(action, endpoint => SimResponse.Json(200, Of(endpoint)!.DeepClone())));

    private static SimResponse Renew(ActionCall action, Func<StoredResource, SimResponse> result)
    {
        string kind = action.OneOf("keyType", "Primary", "Secondary");
        string? chosen = action.Text("keyValue");
        if (action.Arm.KeyVaultReadOnly)
            throw ArmException.User(409, "KeyVaultReadOnly", "The workspace's key vault is read-only; credentials cannot be stored.");
        StoredResource endpoint = action.Resource;
        ResourceWriter.RefuseWhileBusy(endpoint);
        if (Of(endpoint) is null)
            throw ArmException.User(400, "BadArgument", $"The endpoint '{action.Address.Name}' has no keys; its authMode is AADToken.");
        return action.Arm.Operations.Accept(
            action.Call,
            endpoint,
            error =>
            {
                if (error is null && action.Arm.Store.Find(action.Address) is { } now)
                    action.Arm.Resources.Amend(action.Call, action.Address, _ => { }, Replaced(now, kind, chosen ?? NewKey()));
            },
            () => result(action.Resource),
            withStatus: true);
    }

    private static JsonObject Replaced(StoredResource endpoint, string kind, string key)
    {
        JsonObject secrets = (JsonObject)endpoint.Secrets!.DeepClone();
        secrets[Path]![kind == "Primary" ? "primaryKey" : "secondaryKey"] = key;
        return secrets;
    }

    private static string NewKey() => Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24));
}
