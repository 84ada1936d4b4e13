using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>What has no counterpart in the secondary's region is a finding with a remedy, and nothing made up.</summary>
internal static class RefusalSteps
{
    private const string PrimaryOnlySize = "Standard_NC24ads_A100_v4";

    private static readonly string Providers = $"{WorldTopology.ResourceGroupId}/providers";

    /// <summary>Takes a size out of the secondary region's offer. To be done before the app asks for it.</summary>
    public static void Prepare(SimulatedAzure azure)
    {
        VirtualMachineSize[] offered = [.. azure.Capacity.Sizes(WorldTopology.SecondaryRegion).Where(size => size.Name != PrimaryOnlySize)];
        azure.Capacity.SetSizes(WorldTopology.SecondaryRegion, offered);
    }

    public static Task PlayAsync(MirrorStage stage) => stage.Run.StepAsync(
        "unknown subnet, identity and size are findings with a remedy, on the asset and on what needs it", () => RegisterAsync(stage));

    private static async Task<string> RegisterAsync(MirrorStage stage)
    {
        long before = stage.Log.Position;
        (string Path, JsonObject Body, string Code, string Remedy)[] refused =
        [
            ("computes/refused-subnet", Cluster(settings => settings["subnet"] = new JsonObject
            {
                ["id"] = $"{Providers}/Microsoft.Network/virtualNetworks/vnet-west/subnets/ml",
            }), "UnmappedResource", "maps.subnets"),
            ("computes/refused-size", Cluster(settings => settings["vmSize"] = PrimaryOnlySize), "SizeNotOffered", "maps.sizes"),
            ("onlineEndpoints/refused-identity", Endpoint(), "UnmappedResource", "maps.identities"),
            ("schedules/refused-compute", Schedule($"{stage.Session.Azure.World.Primary.ResourceId}/computes/refused-subnet"), "DependencyFailed", "maps.subnets"),
        ];
        foreach ((string path, JsonObject body, _, _) in refused)
            await stage.Session.User.PutAsync(path, body, stage.Cancelled);
        Dictionary<string, AppAsset> states = [];
        for (int sweeps = 0; ; sweeps++)
        {
            await stage.Session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
            states = (await stage.Session.App.Client.ListAssetsAsync(stage.Cancelled))
                .Where(asset => asset.Name.StartsWith("refused-", StringComparison.Ordinal)).ToDictionary(asset => asset.Name, StringComparer.Ordinal);

            // Faults may have held it up until the next sweep.
            if (!stage.HasFaults || sweeps == 2 || refused.All(one => states.GetValueOrDefault(Name(one.Path))?.State == "Refused"))
                break;
            await stage.Session.App.Client.SweepAsync(stage.Patience, retryFailed: true, stage.Cancelled);
        }

        MirrorStage.Require(
        [
            .. refused.Where(one => states.GetValueOrDefault(Name(one.Path)) is not { State: "Refused", Reason: { } reason }
                    || reason.Code != one.Code || !reason.Message.Contains(one.Remedy, StringComparison.Ordinal))
                .Select(one => $"{one.Path}: {states.GetValueOrDefault(Name(one.Path))?.ToString() ?? "not known"}"),
            .. stage.Log.ChangesInSecondary(before).Where(call => call.Path.Contains("refused-", StringComparison.Ordinal)).Select(call => $"{call.Operation} {call.Path}"),
        ]);
        return $"{refused.Length} refused, for example: {states[Name(refused[0].Path)].Reason!.Message}";

        static string Name(string path) => path.Split('/')[1];
    }

    private static JsonObject Cluster(Action<JsonObject> change)
    {
        JsonObject settings = new()
        {
            ["vmSize"] = "Standard_DS3_v2",
            ["vmPriority"] = "Dedicated",
            ["scaleSettings"] = new JsonObject { ["minNodeCount"] = 0, ["maxNodeCount"] = 2 },
        };
        change(settings);
        return new JsonObject
        {
            ["location"] = WorldTopology.PrimaryRegion,
            ["properties"] = new JsonObject { ["computeType"] = "AmlCompute", ["computeLocation"] = WorldTopology.PrimaryRegion, ["properties"] = settings },
        };
    }

    private static JsonObject Endpoint() => new()
    {
        ["location"] = WorldTopology.PrimaryRegion,
        ["kind"] = "Managed",
        ["identity"] = new JsonObject
        {
            ["type"] = "UserAssigned",
            ["userAssignedIdentities"] = new JsonObject { [$"{Providers}/Microsoft.ManagedIdentity/userAssignedIdentities/id-west"] = new JsonObject() },
        },
        ["properties"] = new JsonObject { ["authMode"] = "AADToken" },
    };

    private static JsonObject Schedule(string compute) => new()
    {
        ["properties"] = new JsonObject
        {
            ["trigger"] = new JsonObject { ["triggerType"] = "Cron", ["expression"] = "0 3 * * *", ["timeZone"] = "UTC" },
            ["action"] = new JsonObject
            {
                ["actionType"] = "CreateJob",
                ["jobDefinition"] = new JsonObject { ["jobType"] = "Pipeline", ["settings"] = new JsonObject { ["default_compute"] = compute } },
            },
        },
    };
}
