using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Rules that online and batch endpoints and their deployments share.</summary>
internal static partial class EndpointRules
{
    /// <summary>Online and batch endpoints share one set of host names in a region.</summary>
    public const string NameGroup = "inference";

    private const string OperationUri = "AzureAsyncOperationUri";

    private const string EndpointId = "azureml.onlineendpointid";

    /// <summary>Starts with a letter, 3 to 32 characters, letters, digits and single dashes inside.</summary>
    [GeneratedRegex(@"^(?=.{3,32}\z)[a-zA-Z](?:-?[a-zA-Z0-9])*\z")]
    public static partial Regex Name();

    /// <summary>Puts the service's own entry among the properties, and takes out what a client may have copied from elsewhere.</summary>
    public static void MarkProperties(JsonObject body, WriteContext write)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        if (properties["properties"] is not JsonObject marks)
            properties["properties"] = marks = [];
        marks.Remove(OperationUri);
        marks[EndpointId] = write.Address.Id.ToLowerInvariant();
    }

    /// <summary>Shows where an endpoint is called, and its last operation.</summary>
    public static void ShowAddresses(ArmContext arm, StoredResource endpoint, JsonObject body, string baseUrl, string verb)
    {
        string? region = arm.RegionOf(endpoint);
        string address = $"{baseUrl}/scoring/{region}/{endpoint.Name}";
        body["properties"]!["scoringUri"] = $"{address}/{verb}";
        body["properties"]!["swaggerUri"] = address + "/swagger.json";
        ShowOperation(region, endpoint, body, baseUrl);
    }

    /// <summary>Shows the address of the last operation among the properties, as the service does.</summary>
    public static void ShowOperation(string? region, StoredResource resource, JsonObject body, string baseUrl)
    {
        if (resource.LastOperation is { } operation && body["properties"]?["properties"] is JsonObject marks)
        {
            marks[OperationUri] = $"{baseUrl}/subscriptions/{World.WorldTopology.SubscriptionId}/providers/{AssetTypes.Namespace}/locations/{region}"
                + $"/{LongRunningOperations.AmlStatusSegment}/{operation}?api-version=2024-04-01";
        }
    }

    /// <summary>Properties can be added, but not removed or altered.</summary>
    public static void CheckProperties(JsonObject body, WriteContext write)
    {
        if (write.Existing?["properties"]?["properties"] is not JsonObject before)
            return;
        JsonObject? after = body["properties"]!["properties"] as JsonObject;
        foreach ((string name, JsonNode? value) in before)
        {
            if (!JsonNode.DeepEquals(after?[name], value))
                throw ArmException.User(409, "ConflictError", $"The property '{name}' of '{write.Address.Label}' cannot be removed or altered.");
        }
    }

    /// <summary>Deployments are made on an endpoint that stands.</summary>
    public static void RequireReadyEndpoint(WriteContext write)
    {
        if (write.Parent is { ProvisioningState: not ("Succeeded" or "Updating") } endpoint)
            throw ArmException.User(409, "ConflictError", $"The endpoint '{endpoint.Name}' is not ready: its state is {endpoint.ProvisioningState}.");
    }

    /// <summary>Names of an endpoint's deployments that stand, the gate being held.</summary>
    public static IEnumerable<StoredResource> DeploymentsOf(WriteContext write) =>
        write.Arm.Store.Find(write.Address)?.Children?.Find("deployments")?.InOrder ?? [];

    /// <summary>Writes durations in the service's own spelling: PT60S becomes PT1M.</summary>
    public static void NormaliseDurations(JsonObject body, params string[] paths)
    {
        foreach (string path in paths)
        {
            string[] steps = path.Split('.');
            if (JsonPath.Get(body, steps) is not JsonValue value || !value.TryGetValue(out string? text) || Placeholder.Is(text))
                continue;
            try
            {
                JsonPath.Set(body, steps, XmlConvert.ToString(XmlConvert.ToTimeSpan(text)));
            }
            catch (FormatException)
            {
                throw ArmException.User(400, "BadArgument", $"The value '{text}' of the field '{path}' is no ISO 8601 duration.");
            }
        }
    }
}
