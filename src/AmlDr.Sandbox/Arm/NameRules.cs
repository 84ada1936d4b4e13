using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.Arm;

/// <summary>Whether a resource may have its name.</summary>
internal static class NameRules
{
    public static void Check(ResourceAddress address)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        if (descriptor.NamePattern is { } pattern && !pattern.IsMatch(address.Name))
            throw ArmException.User(400, "BadArgument", $"The name '{address.Name}' is not valid; it must match {pattern}.");
        if (descriptor.NameRule?.Invoke(address.Name) is { } problem)
            throw ArmException.User(400, "BadArgument", problem);
        // A version's PUT makes its container, so the container's name is checked as well.
        if (descriptor.ContainerType is not null)
            Check(address.Parent!);
    }
}
