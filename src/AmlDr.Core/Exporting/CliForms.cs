using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Exporting.Forms;
using AmlDr.Core.Kinds;
using AmlDr.Core.Kinds.Datastores;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting;

/// <summary>Says in which form an asset is written for the CLI.</summary>
internal static class CliForms
{
    /// <summary>The address of a published schema. Source: "CLI (v2) YAML schemas".</summary>
    /// <param name="name">Its name, without the ending.</param>
    public static string SchemaAddress(string name) => $"https://azuremlschemas.azureedge.net/latest/{name}.schema.json";

    /// <summary>Finds the form.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="body">The writable part of its document.</param>
    /// <returns>The form, or why there is none.</returns>
    public static (CliForm? Form, string? Reason) Of(AssetId asset, JsonObject body)
    {
        JsonNode? properties = body["properties"];
        if (properties?["isAnonymous"] is JsonValue anonymous && anonymous.TryGetValue(out bool isAnonymous) && isAnonymous)
        {
            return (null, "anonymous: the tools make it again with whatever uses it");
        }

        string? type;
        switch (asset.Kind)
        {
            case KindNames.Model:
                return (AssetForms.Model, null);
            case KindNames.Data:
                return (AssetForms.Data, null);
            case KindNames.Environment:
                return (AssetForms.Environment, null);
            case KindNames.Component:
                return (ComponentForms.Component, null);
            case KindNames.FeatureSet:
                return (AssetForms.FeatureSet, null);
            case KindNames.FeatureStoreEntity:
                return (AssetForms.FeatureStoreEntity, null);
            case KindNames.Datastore when SystemDatastores.Contains(asset.Name):
                return (null, "every workspace has it from the start");
            case KindNames.Datastore:
                type = Text(properties?["datastoreType"]);
                return Known(DatastoreForms.Of(type), $"a datastore of type '{type}': its file is not known");
            case KindNames.Compute:
                type = Text(properties?["computeType"]);
                return Known(ComputeForms.Of(type), $"a compute of type '{type}': only clusters and Kubernetes are written");
            case KindNames.Connection:
                type = Text(properties?["category"]);
                return Known(ConnectionForms.Of(type), $"a connection of category '{type}': its file is not known");
            case KindNames.OnlineEndpoint:
                return (EndpointForms.Online(properties?["compute"] is not null), null);
            case KindNames.BatchEndpoint:
                return (EndpointForms.Batch, null);
            case KindNames.OnlineDeployment:
                return (DeploymentForms.Online(Text(properties?["endpointComputeType"]) == "Kubernetes"), null);
            case KindNames.BatchDeployment:
                return (DeploymentForms.Batch(properties?["deploymentConfiguration"] is not null), null);
            case KindNames.Schedule:
                return ScheduleForms.Of(properties?["action"]);
            case KindNames.ServerlessEndpoint:
                return (CatalogModelForms.ServerlessEndpoint, null);
            case KindNames.MarketplaceSubscription:
                return (CatalogModelForms.MarketplaceSubscription, null);
            case KindNames.Code:
                return (null, "the CLI makes code snapshots only from local files, with whatever uses them");
            default:
                return (null, "the CLI has no file for its kind");
        }

        static (CliForm? Form, string? Reason) Known(CliForm? form, string reason) => form is null ? (null, reason) : (form, null);
    }
}
