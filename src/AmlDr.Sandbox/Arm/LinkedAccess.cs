using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Identity;

namespace AmlDr.Sandbox.Arm;

/// <summary>
/// What a caller must be allowed besides the write itself: to use the identities, subnets and registries that the body names, and what submitting a
/// job needs in the workspace. Sources: "Manage access to Azure Machine Learning workspaces", common scenarios; the built-in role Managed Identity Operator.
/// </summary>
internal static partial class LinkedAccess
{
    private const string ReadRegistry = AssetTypes.Registry + "/assets/read";

    private const string AssignIdentity = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";

    private static readonly string[] OfSubnets = ["Microsoft.Network/virtualNetworks/subnets/read", "Microsoft.Network/virtualNetworks/subnets/join/action"];

    private static readonly string[] OfJobs =
    [
        AssetTypes.Workspace + "/environments/build/action", AssetTypes.Workspace + "/environments/readSecrets/action",
        AssetTypes.Workspace + "/metadata/artifacts/write",
    ];

    /// <summary>The operations with the actions they need.</summary>
    public static IEnumerable<(string Operation, string Method, string? Permission)> All() =>
    [
        ("linked:identity", "PUT", AssignIdentity),
        .. OfSubnets.Select(action => ("linked:subnet", "PUT", (string?)action)),
        .. OfJobs.Select(action => ("jobs:put", "PUT", (string?)action)),
        ("linked:registry", "PUT", ReadRegistry),
    ];

    /// <summary>Refuses a write that the caller's roles do not cover.</summary>
    public static void Demand(ArmContext arm, CallerIdentity caller, ResourceAddress address, JsonObject body)
    {
        string action = address.Descriptor.Type + "/write";
        foreach ((string identity, _) in body["identity"]?["userAssignedIdentities"] as JsonObject ?? [])
            arm.Access.DemandLinked(caller, action, address.Id, AssignIdentity, identity);
        if (SubnetOf(body) is { } subnet)
        {
            foreach (string needed in OfSubnets)
                arm.Access.DemandLinked(caller, action, address.Id, needed, subnet);
        }

        if (address.Descriptor.Type == JobType.Type)
        {
            foreach (string needed in OfJobs)
                arm.Access.DemandOfService(caller, needed, address.Root.Id);
        }

        foreach (string registry in Registries(body).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            // One that is not simulated may be one of Microsoft's public ones, which everybody reads.
            if (arm.Store.Roots(arm.Types.Find(AssetTypes.Registry)!).FirstOrDefault(known => ArmPath.Is(known.Name, registry)) is { } found)
                arm.Access.DemandOfService(caller, ReadRegistry, found.Id);
        }
    }

    /// <summary>Clusters and compute instances name their subnet.</summary>
    private static string? SubnetOf(JsonObject body) =>
        (body["properties"] as JsonObject)?["properties"] is JsonObject settings && settings["subnet"] is JsonObject subnet ? subnet["id"]?.ToString() : null;

    private static IEnumerable<string> Registries(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Registries(member.Value)),
        JsonArray items => items.SelectMany(Registries),
        JsonValue value when value.TryGetValue(out string? text) && Registry().Match(text) is { Success: true } match => [match.Groups[1].Value],
        _ => [],
    };

    [GeneratedRegex("^azureml://registries/([^/]+)/", RegexOptions.IgnoreCase)]
    private static partial Regex Registry();
}
