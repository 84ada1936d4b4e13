using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The managed network of a workspace.</summary>
internal static class ManagedNetworks
{
    /// <summary>Whether a workspace's managed network closes it off.</summary>
    public static bool IsIsolated(JsonNode? network) => network?["isolationMode"]?.ToString() is "AllowInternetOutbound" or "AllowOnlyApprovedOutbound";

    /// <summary><c>provisionManagedNetwork</c>: the network stands when the operation has ended, and its rules become active.</summary>
    public static SimResponse Provision(ActionCall action)
    {
        StoredResource workspace = action.Resource;
        if (!IsIsolated(workspace.ReadBody()["properties"]?["managedNetwork"]))
            throw ArmException.User(400, "BadArgument", "The workspace has no managed network: its isolationMode is Disabled.");
        bool spark = action.Body["includeSpark"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;
        JsonObject status() => new() { ["status"] = "Active", ["sparkReady"] = spark };
        return action.Arm.Operations.Accept(
            action.Call,
            workspace,
            error =>
            {
                if (error is not null)
                    return;
                action.Arm.Resources.Amend(action.Call, action.Address, body => body["properties"]!["managedNetwork"]!["status"] = status());
                foreach (StoredResource rule in action.Arm.Store.Below(action.Address).Where(below => below.Descriptor.Type == NetworkTypes.OutboundRules))
                    action.Arm.Resources.Amend(action.Call, ResourceAddress.Of(rule.Id, action.Arm.Types), body => body["properties"]!["status"] = "Active");
            },
            () => SimResponse.Json(200, status()));
    }
}
