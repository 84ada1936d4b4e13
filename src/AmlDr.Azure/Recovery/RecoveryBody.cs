using System.Text.Json.Nodes;

namespace AmlDr.Azure.Recovery;

/// <summary>
/// The body that asks to create a workspace again as it was last seen, and to recover it in doing so. The switch is that of an old preview which
/// templates still send (<c>facts/aml-rest.md</c> 2.1); unconfirmed.
/// </summary>
internal static class RecoveryBody
{
    private static readonly string[] Top = ["location", "tags", "kind", "sku", "identity", "properties"];

    // Read-only ones, facts/aml-rest.md 2.1.
    private static readonly string[] SetByService =
    [
        "workspaceId", "provisioningState", "serviceProvisionedResourceGroup", "privateLinkCount", "privateEndpointConnections", "notebookInfo", "tenantId",
        "storageHnsEnabled", "mlFlowTrackingUri", "softDeletedAt", "scheduledPurgeDate",
    ];

    public static JsonObject Create(JsonObject document)
    {
        JsonObject body = document.DeepClone().AsObject();
        foreach (string name in body.Select(member => member.Key).Except(Top).ToArray())
        {
            body.Remove(name);
        }

        if (body["identity"] is JsonObject identity)
        {
            identity.Remove("principalId");
            identity.Remove("tenantId");
            foreach (string name in (identity["userAssignedIdentities"] as JsonObject)?.Select(member => member.Key).ToArray() ?? [])
            {
                identity["userAssignedIdentities"]![name] = new JsonObject();
            }
        }

        JsonObject properties = body["properties"] as JsonObject ?? [];
        body["properties"] = properties;
        foreach (string name in SetByService)
        {
            properties.Remove(name);
        }

        (properties["managedNetwork"] as JsonObject)?.Remove("networkId");
        properties["allowRecoverSoftDeletedWorkspace"] = "True";
        return body;
    }
}
