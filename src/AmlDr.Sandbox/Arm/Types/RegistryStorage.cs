using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The storage accounts of registries: one in each region, all with the same content.</summary>
internal static class RegistryStorage
{
    /// <summary>Container for the content of assets.</summary>
    public const string Container = "assets";

    /// <summary>Makes the accounts for the regions that a registry has.</summary>
    public static void Ensure(StoredResource registry, ArmContext arm)
    {
        foreach (SimulatedRegion region in RegionsOf(registry, arm))
        {
            string name = AccountOf(registry, region, arm);
            if (arm.Blobs.FindAccount(name) is null)
            {
                arm.Blobs.AddAccount(arm.World.NewAccount(name, region.Name));
                arm.Blobs.CreateContainer(name, Container);
            }
        }
    }

    /// <summary>Names of a registry's accounts, that of its own region first.</summary>
    public static IReadOnlyList<string> AccountsOf(StoredResource registry, ArmContext arm) =>
    [
        .. RegionsOf(registry, arm)
            .OrderBy(region => region.Name == arm.World.FindRegion(registry.Location)?.Name ? 0 : 1)
            .Select(region => AccountOf(registry, region, arm)),
    ];

    private static IEnumerable<SimulatedRegion> RegionsOf(StoredResource registry, ArmContext arm) =>
        RegistryType.RegionsOf(registry.ReadBody()).Append(registry.Location).Select(arm.World.FindRegion).OfType<SimulatedRegion>().Distinct();

    private static string AccountOf(StoredResource registry, SimulatedRegion region, ArmContext arm) =>
        "stmlr" + arm.World.Values.Guid($"{registry.Id.ToLowerInvariant()}/{region.Name}").ToString("N")[..16];
}
