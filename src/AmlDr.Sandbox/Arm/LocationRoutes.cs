using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm;

/// <summary>
/// What providers answer besides resources: long-running operations, the quota of Azure Machine Learning in a region, its operations, and
/// deleted key vaults.
/// </summary>
internal sealed class LocationRoutes(ArmContext arm)
{
    private const string Subscriptions = "/subscriptions/" + WorldTopology.SubscriptionId;

    private static readonly Dictionary<string, string> Quotas = new(StringComparer.OrdinalIgnoreCase)
    {
        ["usages"] = "GET", ["quotas"] = "GET", ["vmSizes"] = "GET", ["updateQuotas"] = "POST",
    };

    private static readonly string[] AmlOperations =
        [LongRunningOperations.AmlStatusSegment, LongRunningOperations.AmlResultSegment, LongRunningOperations.ComputeStatusSegment];

    private static readonly string[] EndpointOperations = [LongRunningOperations.EndpointStatusSegment, LongRunningOperations.EndpointResultSegment];

    private static readonly string[] EndpointTypes = [OnlineEndpointTypes.Endpoints, OnlineEndpointTypes.Endpoints + "/deployments"];

    /// <summary>The operations with the actions they need.</summary>
    public static IEnumerable<(string Operation, string Method, string? Permission)> All() =>
    [
        ("operations:get", "GET", null),
        .. AmlOperations.Select(segment => ("operations:get", "GET", (string?)$"{AssetTypes.Namespace}/locations/{segment}/read")),
        .. EndpointTypes.SelectMany(type => EndpointOperations.Select(segment => ("operations:get", "GET", (string?)$"{type}/{segment}/read"))),
        ("providerOperations:list", "GET", null),
        .. Quotas.Select(entry => ($"locations:{entry.Key}", entry.Value, (string?)Permission(entry.Key))),
        ("deletedVaults:list", "GET", "Microsoft.KeyVault/deletedVaults/read"),
        ("deletedVaults:get", "GET", "Microsoft.KeyVault/locations/deletedVaults/read"),
        ("deletedVaults:purge", "POST", "Microsoft.KeyVault/locations/deletedVaults/purge/action"),
    ];

    /// <summary>The route; null when the address is none of these.</summary>
    public static ArmRoute? Find(string method, ArmPath path)
    {
        if (method == "GET" && path is { ResourceGroup: not null, Target: null, Tail: null } && IsEndpointOperation(path))
            return Route(path, "operations:get", path.Type + "/read") with { Scope = path.Id[..path.Id.LastIndexOf($"/{path.Chain[^1].Type}/", StringComparison.Ordinal)] };
        if (path.ResourceGroup is not null || path.Target is not null)
            return null;
        if (path is { SubscriptionId: null, Chain.Count: 0 } && IsAml(path) && ArmPath.Is(path.Tail, "operations") && method == "GET")
            return Route(path, "providerOperations:list", null);
        if (path.Chain.Count == 0)
        {
            return ArmPath.Is(path.Namespace, "Microsoft.KeyVault") && ArmPath.Is(path.Tail, "deletedVaults") && method == "GET"
                ? Route(path, "deletedVaults:list", "Microsoft.KeyVault/deletedVaults/read")
                : null;
        }

        if (!ArmPath.Is(path.Chain[0].Type, "locations"))
            return null;
        return path switch
        {
            // AML publishes actions for its own; those of the other providers are open to whoever may start an operation.
            { Chain: [_, (var segment, _)], Tail: null } when IsOperation(segment) && method == "GET" =>
                Route(path, "operations:get", IsAml(path) ? $"{AssetTypes.Namespace}/locations/{segment}/read" : null),
            { Chain.Count: 1, Tail: { } tail } when IsAml(path) && Quotas.TryGetValue(tail, out string? verb) && verb == method =>
                Route(path, $"locations:{Quotas.Keys.First(known => ArmPath.Is(known, tail))}", Permission(tail)),
            { Chain: [_, (var segment, _)] } when ArmPath.Is(path.Namespace, "Microsoft.KeyVault") && ArmPath.Is(segment, "deletedVaults") =>
                (method, path.Tail?.ToLowerInvariant()) switch
                {
                    ("GET", null) => Route(path, "deletedVaults:get", "Microsoft.KeyVault/locations/deletedVaults/read"),
                    ("POST", "purge") => Route(path, "deletedVaults:purge", "Microsoft.KeyVault/locations/deletedVaults/purge/action"),
                    _ => null,
                },
            _ => null,
        };
    }

    public SimResponse Serve(CallContext call, ArmRoute route, JsonObject body)
    {
        ArmPath path = route.Path;
        if (route.Operation == "operations:get")
        {
            (string segment, string id) = (path.Chain[^1].Type, path.Chain[^1].Name);
            return LongRunningOperations.IsStatus(segment) ? arm.Operations.Status(call, id) : arm.Operations.Result(call, id);
        }

        if (route.Operation == "providerOperations:list")
            return Values(PermissionTable.Describe(arm.Types, AssetTypes.Namespace));
        if (route.Operation.StartsWith("deletedVaults", StringComparison.Ordinal))
            return DeletedVaults(call, path);
        SimulatedRegion region = arm.World.FindRegion(path.Chain[0].Name) ?? throw ArmException.Of(
            400, "NoRegisteredProviderFound", $"No registered resource provider found for location '{path.Chain[0].Name}'.");
        return path.Tail!.ToLowerInvariant() switch
        {
            "usages" => Values(arm.Capacity.Usages(region.Name)),
            "quotas" => Values(arm.Capacity.Quotas(region.Name)),
            "vmsizes" => Values(arm.Capacity.Sizes(region.Name).Select(size => size.ToJson())),
            _ => Values(UpdateQuotas(region.Name, body), tookEffect: true),
        };
    }

    private static bool IsOperation(string segment) => LongRunningOperations.IsStatus(segment) || LongRunningOperations.IsResult(segment);

    private static bool IsEndpointOperation(ArmPath path) => path.Chain.Count > 2
        && EndpointTypes.Any(type => EndpointOperations.Any(segment => ArmPath.Is(path.Type, $"{type}/{segment}")));

    private static bool IsAml(ArmPath path) => ArmPath.Is(path.Namespace, AssetTypes.Namespace);

    private static string Permission(string tail) =>
        $"{AssetTypes.Namespace}/locations/{tail}/{(ArmPath.Is(tail, "updateQuotas") ? "action" : "read")}";

    private static ArmRoute Route(ArmPath path, string operation, string? permission) =>
        new(ArmRouteKind.Location, operation, path) { Permission = permission, Scope = Subscriptions };

    private static SimResponse Values(IEnumerable<JsonObject> values, bool tookEffect = false) =>
        SimResponse.Json(200, new JsonObject { ["value"] = new JsonArray([.. values]) }, tookEffect);

    private IEnumerable<JsonObject> UpdateQuotas(string region, JsonObject body)
    {
        if (body["value"] is not JsonArray wanted || wanted.Any(item => item is not JsonObject))
            throw ArmException.User(400, "BadArgument", "The field 'value' is required and must be an array of objects.");
        return [.. wanted.Select(item => arm.Capacity.Update(region, item!.AsObject()))];
    }

    private SimResponse DeletedVaults(CallContext call, ArmPath path)
    {
        DeletedResource[] vaults = [.. arm.SoftDeleted.All.Where(deleted => deleted.Resource.Descriptor.Type == PlatformTypes.Vaults)];
        if (path.Chain.Count == 0)
            return Values(vaults.Select(Describe));
        DeletedResource vault = vaults.FirstOrDefault(deleted => ArmPath.Is(deleted.Resource.Name, path.Chain[1].Name) && ArmPath.Is(deleted.Resource.Location, path.Chain[0].Name))
            ?? throw ArmException.Of(404, "DeletedVaultNotFound", $"The specified deleted vault '{path.Chain[1].Name}' does not exist.");
        if (path.Tail is null)
            return SimResponse.Json(200, Describe(vault));
        if (vault.Resource.ReadBody()["properties"]?["enablePurgeProtection"]?.ToString() == "true")
            throw ArmException.Of(400, "MethodNotAllowed", $"Operation \"DeletedVaultPurge\" is not allowed: the vault '{vault.Resource.Name}' has purge protection.");
        arm.SoftDeleted.Remove(vault.Resource.Id);
        return SimResponse.Empty(200, tookEffect: true);
    }

    private static JsonObject Describe(DeletedResource deleted) => new()
    {
        ["id"] = $"{Subscriptions}/providers/Microsoft.KeyVault/locations/{deleted.Resource.Location}/deletedVaults/{deleted.Resource.Name}",
        ["name"] = deleted.Resource.Name,
        ["type"] = "Microsoft.KeyVault/deletedVaults",
        ["properties"] = new JsonObject
        {
            ["vaultId"] = deleted.Resource.Id,
            ["location"] = deleted.Resource.Location,
            ["deletionDate"] = Wire.Instant(deleted.DeletedAt),
            ["scheduledPurgeDate"] = Wire.Instant(deleted.PurgeAt),
            ["purgeProtectionEnabled"] = deleted.Resource.ReadBody()["properties"]?["enablePurgeProtection"]?.ToString() == "true",
        },
    };
}
