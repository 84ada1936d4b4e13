namespace AmlDr.Core.Deletions;

/// <summary>Says that so much is gone from the primary that nothing was done about it, until an operator confirms.</summary>
/// <param name="SweepId">The sweep that noticed.</param>
/// <param name="NoticedAt">When.</param>
/// <param name="Missing">The number of missing assets by kind; a confirmation holds for no more than these.</param>
/// <param name="Held">The assets that the secondary was brought to hold, those missing included.</param>
/// <param name="Message">What was noticed and what to do, in sentences.</param>
public sealed record DeletionFinding(string SweepId, DateTimeOffset NoticedAt, IReadOnlyDictionary<string, int> Missing, int Held, string Message);
