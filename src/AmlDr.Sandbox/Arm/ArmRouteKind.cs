namespace AmlDr.Sandbox.Arm;

/// <summary>What a call to Resource Manager is about.</summary>
internal enum ArmRouteKind
{
    /// <summary>Nothing that is served.</summary>
    Unknown,

    /// <summary>The subscription, its groups, locations or providers.</summary>
    Subscription,

    /// <summary>Something of a provider in a location, long-running operations among them.</summary>
    Location,

    /// <summary>One resource.</summary>
    Resource,

    /// <summary>A list of resources.</summary>
    List,

    /// <summary>An action on a resource.</summary>
    Action,
}
