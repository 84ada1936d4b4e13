using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Serverless endpoints and the marketplace subscriptions that they draw on.</summary>
internal static partial class ServerlessTypes
{
    public const string Endpoints = AssetTypes.Workspace + "/serverlessEndpoints";

    public const string Subscriptions = AssetTypes.Workspace + "/marketplaceSubscriptions";

    public static IEnumerable<ResourceDescriptor> All() =>
    [
        new ResourceDescriptor
        {
            Type = Endpoints,
            NamePattern = Name(),
            Schema = new BodySchema(
            [
                .. Tracked.Fields, Fields.State,
                Fields.Text("authMode") with { Required = true, Allowed = ["Key", "AAD", "KeyAndAAD"] },
                new(EndpointKeys.Path, FieldKind.Structure) { Secret = SecretTrace.Absent, SecretStays = true },
                new("properties.modelSettings", FieldKind.Structure), Fields.Text("modelSettings.modelId"),
                new("properties.contentSafety", FieldKind.Structure),
                Fields.Text("contentSafety.contentSafetyStatus") with { Allowed = ["Enabled", "Disabled"] },
                new("properties.inferenceEndpoint", FieldKind.Structure) { ReadOnly = true },
                new("properties.endpointState", FieldKind.Text) { ReadOnly = true, Default = "\"Online\"" },
                new("properties.marketplaceSubscriptionId", FieldKind.Text) { ReadOnly = true },
            ]),
            Put = WriteStyle.OriginalUri,
            Delete = WriteStyle.Location,
            DeleteTellsStatus = true,
            Patchable = ["tags", "sku", "identity"],
            RegionalGroup = _ => "serverless",
            Normalise = (body, write) =>
            {
                EndpointKeys.Fill(body, write, mayBeChosen: false);
                Tracked.FillIdentity(body, write);
                LinkSubscription(body, write);
            },
            Check = Tracked.CheckLocation,
            Project = (arm, endpoint, body, baseUrl) => body["properties"]!["inferenceEndpoint"] = new JsonObject
            {
                ["uri"] = $"{baseUrl}/scoring/{arm.RegionOf(endpoint)}/{endpoint.Name}", ["headers"] = new JsonObject(),
            },
            Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase)
            {
                ["listKeys"] = new(EndpointKeys.List), ["regenerateKeys"] = EndpointKeys.RegenerateAndTell,
            },
        },
        new ResourceDescriptor
        {
            Type = Subscriptions,
            NamePattern = Name(),
            Schema = new BodySchema(
            [
                Fields.State, Fields.Fixed("modelId", required: true),
                new("properties.marketplacePlan", FieldKind.Structure) { ReadOnly = true },
                new("properties.marketplaceSubscriptionStatus", FieldKind.Text) { ReadOnly = true, Default = "\"Subscribed\"" },
            ]),
            Put = WriteStyle.OriginalUri,
            Delete = WriteStyle.Location,
            Normalise = (body, _) => body["properties"]!["marketplacePlan"] = Plan(body["properties"]!["modelId"]?.ToString() ?? string.Empty),
        },
    ];

    /// <summary>The workspace's subscription to the same model, when it has one.</summary>
    private static void LinkSubscription(JsonObject body, WriteContext write)
    {
        string? model = body["properties"]!["modelSettings"]?["modelId"]?.ToString();
        StoredResource? subscription = write.Parent?.Children?.Find("marketplaceSubscriptions")?.InOrder
            .FirstOrDefault(known => ArmPath.Is(known.ReadBody()["properties"]?["modelId"]?.ToString(), model ?? string.Empty));
        if (subscription is not null)
            body["properties"]!["marketplaceSubscriptionId"] = subscription.Id;
    }

    private static JsonObject Plan(string modelId)
    {
        string model = modelId[(modelId.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return new JsonObject { ["publisherId"] = "publisher-" + model, ["offerId"] = "offer-" + model, ["planId"] = "plan-" + model };
    }

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9-]{0,51}\z")]
    private static partial Regex Name();
}
