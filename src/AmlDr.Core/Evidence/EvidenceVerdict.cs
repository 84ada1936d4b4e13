namespace AmlDr.Core.Evidence;

/// <summary>Whether evidence is as it was written.</summary>
/// <param name="IsWhole">True when nothing in it was changed, as far as the chain can tell.</param>
/// <param name="Entry">The number of the first entry that is not as it was written; null when it is none in particular.</param>
/// <param name="Reason">What is wrong; empty when nothing is.</param>
/// <param name="Hash">The hash of the last entry; null when there is none.</param>
public sealed record EvidenceVerdict(bool IsWhole, int? Entry, string Reason, string? Hash);
