namespace AmlDr.Core.Assets;

/// <summary>Who noticed that an asset may have changed.</summary>
public enum ChangeOrigin
{
    /// <summary>The workspace's own Event Grid event (<c>ModelRegistered</c>).</summary>
    WorkspaceEvent,

    /// <summary>Azure Resource Manager's Event Grid event (<c>ResourceWriteSuccess</c>).</summary>
    ResourceEvent,

    /// <summary>The sweep, which compares lists.</summary>
    Sweep,

    /// <summary>An asset that depends on this one is being mirrored.</summary>
    Dependent,
}
