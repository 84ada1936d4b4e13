using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm;

/// <summary>A size of virtual machine that a region offers.</summary>
public sealed record VirtualMachineSize
{
    /// <summary>Its name, for example <c>Standard_DS3_v2</c>. Matched without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>Its family, which quota is counted by, for example <c>standardDSv2Family</c>.</summary>
    public required string Family { get; init; }

    /// <summary>Virtual processors.</summary>
    public required int Cores { get; init; }

    /// <summary>Graphics processors.</summary>
    public int Gpus { get; init; }

    /// <summary>Memory in GB.</summary>
    public double MemoryGB { get; init; }

    /// <summary>Whether it is offered at low priority.</summary>
    public bool LowPriorityCapable { get; init; } = true;

    /// <summary>What it can be used for: <c>AmlCompute</c>, <c>ComputeInstance</c>, and <c>MIR</c> for managed deployments.</summary>
    public IReadOnlyList<string> SupportedComputeTypes { get; init; } = ["AmlCompute", "ComputeInstance", "MIR"];

    /// <summary>Says what is wrong with the values, one sentence per mistake.</summary>
    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return "'name' is empty.";
        if (string.IsNullOrWhiteSpace(Family))
            yield return $"'family' of '{Name}' is empty.";
        if (Cores < 1)
            yield return $"'cores' of '{Name}' is {Cores}; it must be 1 or more.";
    }

    internal JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["family"] = Family,
        ["vCPUs"] = Cores,
        ["gpus"] = Gpus,
        ["osVhdSizeMB"] = 1047552,
        ["maxResourceVolumeMB"] = 7168 * Cores,
        ["memoryGB"] = MemoryGB,
        ["lowPriorityCapable"] = LowPriorityCapable,
        ["premiumIO"] = true,
        ["supportedComputeTypes"] = new JsonArray([.. SupportedComputeTypes.Select(type => (JsonNode)JsonValue.Create(type))]),
    };
}
