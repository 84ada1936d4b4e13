using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Whether a region has what a resource needs. What is short shows when the resource is provisioned, not when it is asked for.</summary>
internal static class CapacityRules
{
    /// <summary>The cores that so many instances take; null when the size is not one that the region offers.</summary>
    public static CoreDemand? DemandFor(WriteContext write, string? size, int instances, bool lowPriority) =>
        write.Region is { } region && write.Arm.Capacity.FindSize(region, size) is { } found
            ? new CoreDemand(region, found.Family, found.Name, found.Cores * instances, lowPriority)
            : null;

    /// <summary>Why a virtual machine of this size cannot be had; null when it can.</summary>
    public static OperationError? Shortage(JsonObject body, WriteContext write, string computeType, CoreDemand? demand, string sizeField = "instanceType")
    {
        string? size = body["properties"]![sizeField]?.ToString() ?? body["properties"]!["properties"]?[sizeField]?.ToString();
        if (size is null || Placeholder.Is(size) || write.Region is not { } region || body["properties"]!["endpointComputeType"]?.ToString() == "Kubernetes")
            return null;
        VirtualMachineSize? found = write.Arm.Capacity.FindSize(region, size);
        if (found is null || !found.SupportedComputeTypes.Contains(computeType, StringComparer.OrdinalIgnoreCase))
            return new OperationError("BadArgument", $"The VM size '{size}' is not supported in the region '{region}' for {computeType}.");
        return demand is not null && write.Arm.Capacity.Shortage(demand, write.Address.Id, write.Address.Root.Id) is { } problem
            ? new OperationError("OutOfQuota", problem)
            : null;
    }

    /// <summary>A workspace with a managed network takes no deployments before that network stands.</summary>
    public static OperationError? NetworkNotReady(WriteContext write)
    {
        JsonNode? network = write.Arm.Store.Find(write.Address.Root)?.ReadBody()["properties"]?["managedNetwork"];
        return ManagedNetworks.IsIsolated(network) && network?["status"]?["status"]?.ToString() != "Active"
            ? new OperationError("WorkspaceManagedNetworkNotReady", "The workspace's managed network is not ready; provision it first.")
            : null;
    }
}
