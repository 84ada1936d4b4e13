namespace AmlDr.Azure.Options;

/// <summary>The blob container that holds catalog, ledger and reports. It belongs into the secondary region.</summary>
public sealed class ControlStoreOptions
{
    /// <summary>The container's address, such as <c>https://{account}.blob.core.windows.net/amldr</c>. It is created when it is missing.</summary>
    public string ContainerUri { get; init; } = "";
}
