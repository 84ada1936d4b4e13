namespace AmlDr.Core.Policies;

/// <summary>A blob that names the serving workspace, for clients of the SDK.</summary>
/// <param name="Blob">The address of the blob, such as <c>https://{account}.blob.core.windows.net/{container}/config.json</c>, without a query.</param>
public sealed record PointerPolicy(string Blob);
