namespace AmlDr.Azure.Access;

/// <summary>Where a permission is needed. Source and target follow the direction of the mirror: after a failover they are the other way round.</summary>
public enum AccessScope
{
    /// <summary>The workspace that is mirrored from.</summary>
    SourceWorkspace,

    /// <summary>The workspace that is mirrored to.</summary>
    TargetWorkspace,

    /// <summary>The resource group of the source workspace.</summary>
    SourceResourceGroup,

    /// <summary>The resource group of the target workspace.</summary>
    TargetResourceGroup,

    /// <summary>The storage accounts of the source workspace's datastores.</summary>
    SourceStorage,

    /// <summary>The storage accounts of the target workspace's datastores.</summary>
    TargetStorage,

    /// <summary>The subscriptions of both workspaces.</summary>
    Subscription,

    /// <summary>The resource groups of the resources around both workspaces.</summary>
    AssociatedResources,

    /// <summary>The container that holds catalog, ledger and reports.</summary>
    ControlStore,

    /// <summary>The container that Event Grid puts undeliverable events into.</summary>
    DeadLetters,

    /// <summary>The container of the key ring.</summary>
    KeyRing,

    /// <summary>The key that encrypts the key ring.</summary>
    KeyVault,

    /// <summary>A registry that both regions share.</summary>
    Registry,

    /// <summary>A user-assigned identity that endpoints or computes of the target get.</summary>
    Identity,

    /// <summary>A virtual network that computes of the target join.</summary>
    Subnet,

    /// <summary>An Azure Front Door profile.</summary>
    FrontDoor,

    /// <summary>A Traffic Manager profile.</summary>
    TrafficManager,

    /// <summary>A public DNS zone.</summary>
    DnsZone,

    /// <summary>The container of the workspace pointer.</summary>
    PointerContainer,
}
