using AmlDr.Core.Policies;

namespace AmlDr.Core.Pairs;

/// <summary>A primary and a secondary workspace.</summary>
/// <param name="Name">The pair's name.</param>
/// <param name="Primary">The workspace that is mirrored from.</param>
/// <param name="Secondary">The workspace that is kept ready.</param>
public sealed record Pair(string Name, WorkspaceId Primary, WorkspaceId Secondary)
{
    // The names of pairs hold no dots, so that none can be another one's way back.
    private const string BackSuffix = ".back";

    /// <summary>How the pair is mirrored.</summary>
    public PairPolicy Policy { get; init; } = PairPolicy.Default;

    /// <summary>True for the way back of a pair.</summary>
    public bool IsBack => IsNameOfBack(Name);

    /// <summary>Says whether a name is that of a pair's way back.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True when it is.</returns>
    public static bool IsNameOfBack(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(BackSuffix, StringComparison.Ordinal);
    }

    /// <summary>Gives the name of a pair's way back.</summary>
    /// <param name="name">The pair's name.</param>
    /// <returns>The name, under which ledger, catalog and orchestrations of the way back are kept apart from the pair's own.</returns>
    public static string NameOfBack(string name) => name + BackSuffix;

    /// <summary>Gives the name of the pair that a name is about.</summary>
    /// <param name="name">The name of a pair, or of its way back.</param>
    /// <returns>The pair's name.</returns>
    public static string BaseNameOf(string name) => IsNameOfBack(name) ? name[..^BackSuffix.Length] : name;

    /// <summary>The way back: the same workspaces with their roles exchanged, mirrored by the same machinery.</summary>
    /// <returns>The pair that brings back what was registered in the secondary.</returns>
    public Pair Back() => new(NameOfBack(Name), Secondary, Primary) { Policy = Policy.Back() };
}
