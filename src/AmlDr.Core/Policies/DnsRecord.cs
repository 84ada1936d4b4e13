namespace AmlDr.Core.Policies;

/// <summary>A CNAME record that leads to one side.</summary>
/// <param name="Name">The name of this way, by which plans and reports call it.</param>
/// <param name="Record">The resource identifier of the record set.</param>
/// <param name="Primary">The host name of the primary's side.</param>
/// <param name="Secondary">The host name of the secondary's side.</param>
public sealed record DnsRecord(string Name, string Record, string Primary, string Secondary);
