using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Checking;

/// <summary>
/// Works out which document the secondary workspace shall hold for one of the primary's. Written from the published rules of what differs
/// between two workspaces and not from the app, so that a misunderstanding of the app's shows.
/// </summary>
/// <param name="azure">The simulated Azure.</param>
public sealed partial class ExpectedDocument(SimulatedAzure azure)
{
    private static readonly string[] Envelope = ["id", "name", "type", "systemData"];
    private static readonly string[] ServiceSet = ["provisioningState", "environmentType"];
    private static readonly string[] ServiceSetProperties = ["AzureAsyncOperationUri", "azureml.onlineendpointid"];

    /// <summary>What of a document a client may write: without what the service sets by itself.</summary>
    /// <param name="document">The document as GET returns it.</param>
    public static JsonObject WritablePart(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        JsonObject body = document.DeepClone().AsObject();
        foreach (string name in Envelope)
            body.Remove(name);
        JsonObject properties = body["properties"]!.AsObject();
        foreach (string name in ServiceSet)
            properties.Remove(name);
        foreach (string name in ServiceSetProperties)
            (properties["properties"] as JsonObject)?.Remove(name);
        return body;
    }

    /// <summary>The writable part that the secondary's document shall have.</summary>
    /// <param name="document">The primary's document as GET returns it.</param>
    public JsonObject For(JsonObject document)
    {
        JsonObject body = WritablePart(document);
        JsonObject properties = body["properties"]!.AsObject();
        Replace(properties, "modelUri");
        if (properties["build"] is JsonObject build)
            Replace(build, "contextUri");
        return body;
    }

    [GeneratedRegex("^azureml://jobs/(?<job>[^/]+)/outputs/artifacts/paths/(?<path>.*)$")]
    private static partial Regex JobOutput();

    [GeneratedRegex("(?<=^azureml://)subscriptions/[^/]+/(?<groups>resource[gG]roups)/[^/]+/workspaces/[^/]+(?=/datastores/)")]
    private static partial Regex WorkspaceOfDatastore();

    private void Replace(JsonObject holder, string field)
    {
        if (holder[field] is JsonValue value && value.TryGetValue(out string? text))
            holder[field] = Rewrite(text);
    }

    private string Rewrite(string text)
    {
        (SimulatedWorkspace primary, SimulatedWorkspace secondary) = (azure.World.Primary, azure.World.Secondary);
        string scope = $"subscriptions/{WorldTopology.SubscriptionId}/resourcegroups/{WorldTopology.ResourceGroup}/workspaces/{secondary.Name}";

        // The job stays behind; its artifacts stand where every job's stand.
        if (JobOutput().Match(text) is { Success: true } job)
            return $"azureml://{scope}/datastores/workspaceartifactstore/paths/ExperimentRun/dcid.{job.Groups["job"].Value}/{job.Groups["path"].Value}";
        string root = $"{azure.BlobEndpoint(primary.Account)}{primary.BlobContainer}/";
        if (text.StartsWith(root, StringComparison.Ordinal))
            return $"{azure.BlobEndpoint(secondary.Account)}{secondary.BlobContainer}/{text[root.Length..]}";
        return WorkspaceOfDatastore().Replace(
            text, match => scope.Replace("resourcegroups", match.Groups["groups"].Value, StringComparison.Ordinal));
    }
}
