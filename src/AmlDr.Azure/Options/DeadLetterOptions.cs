namespace AmlDr.Azure.Options;

/// <summary>The container that Event Grid writes to what it could not deliver.</summary>
public sealed class DeadLetterOptions
{
    /// <summary>The container's address, such as <c>https://{account}.blob.core.windows.net/dead-letters</c>; empty where there is none.</summary>
    public string ContainerUri { get; init; } = "";
}
