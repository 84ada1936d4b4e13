namespace AmlDr.Core.Evidence;

/// <summary>The version of something that took part.</summary>
/// <param name="Name">What.</param>
/// <param name="Value">Its version or digest.</param>
public sealed record EvidenceVersion(string Name, string Value);
