namespace AmlDr.Sandbox.App;

/// <summary>An asset that an audit tells of.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
public sealed record AppAuditedAsset(string Kind, string Name, string Version);
