namespace AmlDr.Core.Evidence;

/// <summary>What an operation was about.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Mode">The kind of operation, such as <c>drill</c>.</param>
/// <param name="Primary">The primary workspace's resource identifier.</param>
/// <param name="Secondary">The secondary workspace's resource identifier.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestedAt">When it was asked for.</param>
public sealed record EvidenceScope(
    string Pair, string Mode, string Primary, string Secondary, string RequestedBy, string Reason, DateTimeOffset RequestedAt);
