using AmlDr.Core.Deletions;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="JudgeDeletions"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="SweepId">The sweep.</param>
/// <param name="Kinds">What it found.</param>
/// <param name="IsComplete">True when it listed every kind to the end.</param>
/// <param name="IsConfirmed">True when an operator has confirmed the finding that stands.</param>
public sealed record JudgeDeletionsInput(string Pair, string SweepId, IReadOnlyList<KindPresence> Kinds, bool IsComplete, bool IsConfirmed);
