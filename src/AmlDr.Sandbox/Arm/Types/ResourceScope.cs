namespace AmlDr.Sandbox.Arm.Types;

/// <summary>What the resources of a top-level type hang on.</summary>
internal enum ResourceScope
{
    /// <summary>A resource group.</summary>
    Group,

    /// <summary>The subscription, whatever scope the address names: role definitions.</summary>
    Subscription,

    /// <summary>Whatever the address names: the subscription, a group or a resource (extension resources).</summary>
    Anywhere,
}
