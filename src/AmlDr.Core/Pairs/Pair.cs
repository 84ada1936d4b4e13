using AmlDr.Core.Policies;

namespace AmlDr.Core.Pairs;

/// <summary>A primary and a secondary workspace.</summary>
/// <param name="Name">The pair's name.</param>
/// <param name="Primary">The workspace that is mirrored from.</param>
/// <param name="Secondary">The workspace that is kept ready.</param>
public sealed record Pair(string Name, WorkspaceId Primary, WorkspaceId Secondary)
{
    /// <summary>How the pair is mirrored.</summary>
    public PairPolicy Policy { get; init; } = PairPolicy.Default;
}
