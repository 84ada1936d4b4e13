using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Traffic;

/// <summary>The <c>config.json</c> that names a workspace to clients of the SDK.</summary>
/// <remarks>
/// Source: <c>MLClient.from_config</c> and <c>_get_workspace_info</c> in <c>sdk/ml/azure-ai-ml/azure/ai/ml/_ml_client.py</c> of
/// Azure/azure-sdk-for-python: the members <c>subscription_id</c>, <c>resource_group</c> and <c>workspace_name</c> are read, unless there is a
/// member <c>Scope</c> with a resource identifier, which counts instead.
/// </remarks>
public static class PointerDocument
{
    private const string Scope = "Scope";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 4, NewLine = "\n" };

    /// <summary>Tells which workspace the document names.</summary>
    /// <param name="content">The document; null when there is none.</param>
    /// <returns>The workspace; null when it names none.</returns>
    public static WorkspaceId? Read(string? content)
    {
        if (Parse(content) is not { } document)
        {
            return null;
        }

        if (Text(document, Scope) is { Length: > 0 } scope)
        {
            string[] pieces = scope.Split('/');
            return pieces.Length > 8 ? Workspace(pieces[2], pieces[4], pieces[8]) : null;
        }

        return Workspace(Text(document, "subscription_id"), Text(document, "resource_group"), Text(document, "workspace_name"));
    }

    /// <summary>Makes the document name a workspace. Members that say nothing about the workspace stay.</summary>
    /// <param name="content">The document as it is; null when there is none.</param>
    /// <param name="workspace">The workspace.</param>
    /// <returns>The new document; null when the one that is there is no JSON object, so that nothing of it would be lost unseen.</returns>
    public static string? Write(string? content, WorkspaceId workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        JsonObject? document = content is null ? [] : Parse(content);
        if (document is null)
        {
            return null;
        }

        document["subscription_id"] = workspace.SubscriptionId;
        document["resource_group"] = workspace.ResourceGroup;
        document["workspace_name"] = workspace.Name;
        if (document.ContainsKey(Scope))
        {
            document[Scope] = workspace.ToString();
        }

        return document.ToJsonString(Indented) + "\n";
    }

    private static JsonObject? Parse(string? content)
    {
        try
        {
            return content is null ? null : JsonNode.Parse(content, documentOptions: AssetDocument.Strict) as JsonObject;
        }
        catch (JsonException)
        {
            // What is no JSON names no workspace.
            return null;
        }
    }

    private static string? Text(JsonObject document, string name) => document[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static WorkspaceId? Workspace(string? subscription, string? group, string? name) =>
        WorkspaceId.TryParse($"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.MachineLearningServices/workspaces/{name}", out WorkspaceId? workspace)
            ? workspace
            : null;
}
