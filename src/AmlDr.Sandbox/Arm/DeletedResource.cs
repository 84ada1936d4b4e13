namespace AmlDr.Sandbox.Arm;

/// <summary>A resource that was deleted and can still come back.</summary>
/// <param name="Resource">The resource with everything that stood below it.</param>
/// <param name="DeletedAt">When it was deleted.</param>
/// <param name="PurgeAt">When it goes for good.</param>
internal sealed record DeletedResource(StoredResource Resource, DateTimeOffset DeletedAt, DateTimeOffset PurgeAt);
