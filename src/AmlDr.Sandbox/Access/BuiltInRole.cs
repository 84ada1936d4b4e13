using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Access;

/// <summary>A role that Azure brings along.</summary>
/// <param name="Id">Its GUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Actions">Actions of Resource Manager that it allows.</param>
internal sealed record BuiltInRole(string Id, string Name, params string[] Actions)
{
    public string[] NotActions { get; init; } = [];

    /// <summary>Actions on data that it allows.</summary>
    public string[] DataActions { get; init; } = [];

    /// <summary>The role's document.</summary>
    public JsonObject ToBody() => new()
    {
        ["properties"] = new JsonObject
        {
            ["roleName"] = Name,
            ["type"] = "BuiltInRole",
            ["description"] = Name,
            ["assignableScopes"] = new JsonArray("/"),
            ["permissions"] = new JsonArray(new JsonObject
            {
                ["actions"] = Texts(Actions),
                ["notActions"] = Texts(NotActions),
                ["dataActions"] = Texts(DataActions),
                ["notDataActions"] = Texts([]),
            }),
        },
    };

    private static JsonArray Texts(string[] texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);
}
