namespace AmlDr.Sandbox.Arm;

/// <summary>The sizes that a region offers unless told otherwise: a few of each sort that Azure has.</summary>
internal static class UsualSizes
{
    public static IReadOnlyList<VirtualMachineSize> All { get; } =
    [
        // Too small for managed deployments, as in Azure.
        new() { Name = "Standard_DS1_v2", Family = "standardDSv2Family", Cores = 1, MemoryGB = 3.5, SupportedComputeTypes = ["AmlCompute", "ComputeInstance"] },
        new() { Name = "Standard_DS2_v2", Family = "standardDSv2Family", Cores = 2, MemoryGB = 7 },
        new() { Name = "Standard_DS3_v2", Family = "standardDSv2Family", Cores = 4, MemoryGB = 14 },
        new() { Name = "Standard_DS4_v2", Family = "standardDSv2Family", Cores = 8, MemoryGB = 28 },
        new() { Name = "Standard_E4s_v3", Family = "standardESv3Family", Cores = 4, MemoryGB = 32 },
        new() { Name = "Standard_E8s_v3", Family = "standardESv3Family", Cores = 8, MemoryGB = 64 },
        new() { Name = "Standard_F2s_v2", Family = "standardFSv2Family", Cores = 2, MemoryGB = 4 },
        new() { Name = "Standard_F4s_v2", Family = "standardFSv2Family", Cores = 4, MemoryGB = 8 },
        new() { Name = "Standard_NC6s_v3", Family = "standardNCSv3Family", Cores = 6, Gpus = 1, MemoryGB = 112 },
        new() { Name = "Standard_NC24ads_A100_v4", Family = "StandardNCADSA100v4Family", Cores = 24, Gpus = 1, MemoryGB = 220 },
    ];
}
