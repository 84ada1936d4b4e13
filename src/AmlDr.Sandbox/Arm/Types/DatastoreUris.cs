using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The service answers with the long form of a datastore address when it was given the short one.</summary>
internal static partial class DatastoreUris
{
    public static void Expand(JsonObject body, WriteContext write, string property)
    {
        if (body["properties"] is not JsonObject properties
            || properties[property] is not JsonValue value
            || !value.TryGetValue(out string? uri)
            || Short().Match(uri) is not { Success: true } match)
        {
            return;
        }

        ResourceAddress workspace = write.Address.Root;
        properties[property] =
            $"azureml://subscriptions/{workspace.Path.SubscriptionId}/resourcegroups/{workspace.Path.ResourceGroup}/workspaces/{workspace.Name}/{match.Groups[1].Value}";
    }

    [GeneratedRegex("^azureml://(datastores/[^/]+/paths/.*)$", RegexOptions.Singleline)]
    private static partial Regex Short();
}
