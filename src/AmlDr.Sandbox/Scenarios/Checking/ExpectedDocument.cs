using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Checking;

/// <summary>
/// Works out which document one workspace shall hold for another's. Written from the published rules of what differs between two workspaces and
/// not from the app, so that a misunderstanding of the app's shows.
/// </summary>
/// <param name="azure">The simulated Azure.</param>
/// <param name="from">The workspace that documents come from.</param>
/// <param name="to">The workspace that they go to; the same one when they have come back.</param>
/// <param name="atRest">Whether that one waits for a failover; false when it serves.</param>
public sealed partial class ExpectedDocument(SimulatedAzure azure, SimulatedWorkspace from, SimulatedWorkspace to, bool atRest = true)
{
    // What a deployment that waits for a failover runs on, and what of a cluster stands.
    private const int WarmInstances = 1;

    private static readonly string[] Envelope = ["id", "name", "type", "systemData"];

    private static readonly string[] ServiceSet =
    [
        "provisioningState", "environmentType", "isDefault", "scoringUri", "swaggerUri", "keys", "createdByWorkspaceArmId", "group", "createdOn", "modifiedOn",
        "provisioningErrors", "isAttachedCompute", "inferenceEndpoint", "endpointState", "marketplaceSubscriptionId", "marketplacePlan",
        "marketplaceSubscriptionStatus",
    ];

    private static readonly string[] ServiceSetProperties = ["AzureAsyncOperationUri", "azureml.onlineendpointid"];

    private static readonly string[] ServiceSetOfCluster =
        ["allocationState", "allocationStateTransitionTime", "errors", "currentNodeCount", "targetNodeCount", "nodeStateCounts"];

    /// <summary>What of a document a client may write: without what the service sets by itself.</summary>
    /// <param name="document">The document as GET returns it.</param>
    public static JsonObject WritablePart(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        JsonObject body = document.DeepClone().AsObject();
        Remove(body, Envelope);
        JsonObject properties = body["properties"]!.AsObject();
        Remove(properties, ServiceSet);
        Remove(properties["properties"] as JsonObject, ServiceSetProperties);
        Remove(body["identity"] as JsonObject, "principalId", "tenantId");
        if (properties["computeType"] is not null)
            Remove(properties["properties"] as JsonObject, ServiceSetOfCluster);
        return body;
    }

    /// <summary>The writable part that the document shall have where it goes to.</summary>
    /// <param name="document">The document as GET returns it where it comes from.</param>
    public JsonObject For(JsonObject document)
    {
        JsonObject body = WritablePart(document);
        ReplaceTexts(body);
        if (atRest)
            Rest(body);
        return body;
    }

    /// <summary>Lets what is meant to work rest: clusters without nodes, schedules that do not run, deployments scaled down.</summary>
    private static void Rest(JsonObject body)
    {
        JsonObject properties = body["properties"]!.AsObject();
        if (properties["properties"]?["scaleSettings"] is JsonObject scale)
            scale["minNodeCount"] = 0;
        if (properties.ContainsKey("isEnabled") && properties.ContainsKey("trigger"))
            properties["isEnabled"] = false;
        if (properties.ContainsKey("endpointComputeType") && body["sku"]?["capacity"] is JsonValue capacity)
            body["sku"]!["capacity"] = Math.Min(WarmInstances, capacity.GetValue<int>());
    }

    [GeneratedRegex("^azureml://jobs/(?<job>[^/]+)/outputs/artifacts/paths/(?<path>.*)$")]
    private static partial Regex JobOutput();

    [GeneratedRegex("(?<before>/workspaces/)(?<name>[^/?]+)", RegexOptions.IgnoreCase)]
    private static partial Regex WorkspaceName();

    private static void Remove(JsonObject? parent, params string[] names)
    {
        foreach (string name in names)
            parent?.Remove(name);
    }

    private void ReplaceTexts(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? value) in members.ToArray())
            {
                if (Text(value) is { } text)
                    members[name] = Rewrite(name, text);
                else if (value is not null)
                    ReplaceTexts(value);
            }
        }
        else if (node is JsonArray items)
        {
            for (int at = 0; at < items.Count; at++)
            {
                if (Text(items[at]) is { } text)
                    items[at] = Rewrite(string.Empty, text);
                else if (items[at] is { } item)
                    ReplaceTexts(item);
            }
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private string Rewrite(string field, string text)
    {
        if (field is "location" or "computeLocation")
            return text == from.Region ? to.Region : text;

        // The job stays behind; its artifacts stand where every job's stand.
        if (field == "modelUri" && JobOutput().Match(text) is { Success: true } job)
        {
            return $"azureml://subscriptions/{WorldTopology.SubscriptionId}/resourcegroups/{WorldTopology.ResourceGroup}/workspaces/{to.Name}"
                + $"/datastores/workspaceartifactstore/paths/ExperimentRun/dcid.{job.Groups["job"].Value}/{job.Groups["path"].Value}";
        }

        string root = $"{azure.BlobEndpoint(from.Account)}{from.BlobContainer}/";
        if (text.StartsWith(root, StringComparison.Ordinal))
            return $"{azure.BlobEndpoint(to.Account)}{to.BlobContainer}/{text[root.Length..]}";
        bool isReference = text.StartsWith("azureml:", StringComparison.Ordinal) || text.StartsWith("/subscriptions/", StringComparison.Ordinal);
        return isReference
            ? WorkspaceName().Replace(text, match => match.Groups["name"].Value == from.Name ? match.Groups["before"].Value + to.Name : match.Value)
            : text;
    }
}
