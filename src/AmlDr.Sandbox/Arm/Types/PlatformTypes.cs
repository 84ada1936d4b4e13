using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>
/// The resources that workspaces lean on, and those that steer traffic to them: any document is kept as it is sent. What a type does
/// beyond that stands in a file of its own.
/// </summary>
internal static class PlatformTypes
{
    public const string Vaults = VaultType.Type;

    public const string StorageAccounts = StorageTypes.Accounts;

    public const string Registries = "Microsoft.ContainerRegistry/registries";

    public const string Insights = "Microsoft.Insights/components";

    private const string Network = "Microsoft.Network";

    private const string FrontDoor = "Microsoft.Cdn/profiles";

    private static readonly string[] RecordTypes = ["A", "AAAA", "CNAME", "TXT", "SOA", "NS", "MX", "SRV", "PTR"];

    public static IEnumerable<ResourceDescriptor> All() =>
    [
        .. StorageTypes.All(),
        VaultType.Descriptor(),
        .. Of(LongRunning, Registries, Registries + "/replications"),
        .. Of(Tagged, Insights),
        .. Of(Plain, "Microsoft.Insights/autoscaleSettings", "Microsoft.Insights/metricAlerts", "Microsoft.Insights/actionGroups"),
        .. Of(Plain, "Microsoft.OperationalInsights/workspaces"),
        IdentityType.Descriptor(),
        .. Of(LongRunning, "Microsoft.DocumentDB/databaseAccounts", "Microsoft.ContainerService/managedClusters", "Microsoft.ContainerService/managedClusters/agentPools"),
        .. Of(
            type => new ResourceDescriptor
            {
                Type = type, Schema = Anything(), Patchable = ResourceDescriptor.Everything, HasSystemData = false, HasETag = true,
                Put = WriteStyle.OriginalUri, Patch = WriteStyle.Synchronous, Delete = WriteStyle.Location,
            },
            Network + "/virtualNetworks", Network + "/virtualNetworks/subnets", Network + "/privateEndpoints", Network + "/privateEndpoints/privateDnsZoneGroups"),
        .. Of(Tagged, Network + "/privateDnsZones", Network + "/privateDnsZones/virtualNetworkLinks", Network + "/dnsZones"),
        .. RecordTypes.SelectMany(record => Of(Tagged, $"{Network}/privateDnsZones/{record}", $"{Network}/dnsZones/{record}")),
        .. TrafficManagerTypes.All(),
        .. Of(
            LongRunning, FrontDoor, FrontDoor + "/afdEndpoints", FrontDoor + "/afdEndpoints/routes", FrontDoor + "/originGroups",
            FrontDoor + "/originGroups/origins", FrontDoor + "/customDomains", FrontDoor + "/ruleSets", FrontDoor + "/ruleSets/rules"),
        .. EventGridTypes.All(),
    ];

    /// <summary>A schema that takes any document.</summary>
    public static BodySchema Anything(params Field[] fields) =>
        new([new("location", FieldKind.Text), new("tags", FieldKind.TextMap), Fields.State, .. fields]) { RequiresProperties = false };

    /// <summary>A type whose writes are done when answered.</summary>
    public static ResourceDescriptor Plain(string type) =>
        new() { Type = type, Schema = Anything(), Patchable = ResourceDescriptor.Everything, HasSystemData = false };

    private static IEnumerable<ResourceDescriptor> Of(Func<string, ResourceDescriptor> make, params string[] types) => types.Select(make);

    private static ResourceDescriptor Tagged(string type) =>
        new() { Type = type, Schema = Anything(), Patchable = ResourceDescriptor.Everything, HasSystemData = false, HasETag = true };

    private static ResourceDescriptor LongRunning(string type) => new()
    {
        Type = type, Schema = Anything(), Patchable = ResourceDescriptor.Everything, HasSystemData = false,
        Put = WriteStyle.OriginalUri, Delete = WriteStyle.Location,
    };
}
