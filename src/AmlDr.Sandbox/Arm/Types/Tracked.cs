using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>What tracked resources (those with a location of their own) have in common.</summary>
internal static class Tracked
{
    /// <summary>Location, tags, kind, identity and SKU; the location is required and fixed.</summary>
    public static readonly Field[] Fields =
    [
        new("location", FieldKind.Text) { Required = true, CreateOnly = true },
        new("tags", FieldKind.TextMap), new("kind", FieldKind.Text), new("identity", FieldKind.Structure), new("sku", FieldKind.Structure),
        new("sku.name", FieldKind.Text), new("sku.capacity", FieldKind.Whole),
    ];

    /// <summary>Fills in the principals that the service makes for identities.</summary>
    public static void FillIdentity(JsonObject body, WriteContext write, string? usual = "SystemAssigned")
    {
        if (body["identity"] is not JsonObject identity)
        {
            if (usual is null)
                return;
            body["identity"] = identity = new JsonObject { ["type"] = usual };
        }

        if (identity["type"]?.ToString().Contains("SystemAssigned", StringComparison.Ordinal) == true)
        {
            identity["principalId"] = Principal(write, write.Address.Id);
            identity["tenantId"] = write.Arm.World.TenantId.ToString();
        }

        if (identity["userAssignedIdentities"] is not JsonObject assigned)
            return;
        foreach (string resource in assigned.Select(entry => entry.Key).ToArray())
        {
            assigned[resource] = new JsonObject
            {
                ["principalId"] = Principal(write, resource),
                ["clientId"] = write.Arm.World.Values.Guid("client/" + resource.ToLowerInvariant()).ToString(),
            };
        }
    }

    /// <summary>What serves a workspace's endpoints runs in the workspace's region.</summary>
    public static void CheckLocation(JsonObject body, WriteContext write)
    {
        string location = body["location"]!.GetValue<string>();
        if (Placeholder.Is(location) || write.Arm.World.FindRegion(location)?.Name == write.Arm.World.FindRegion(write.Region)?.Name)
            return;
        throw ArmException.User(400, "BadArgument", $"The location '{location}' is not that of the workspace, '{write.Region}'.");
    }

    private static string Principal(WriteContext write, string resource) =>
        write.Arm.World.Values.Guid("principal/" + resource.ToLowerInvariant()).ToString();
}
