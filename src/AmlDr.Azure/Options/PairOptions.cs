namespace AmlDr.Azure.Options;

/// <summary>A primary and a secondary workspace.</summary>
public sealed class PairOptions
{
    /// <summary>The pair's name: 1 to 40 lower-case letters, digits and single dashes. Part of addresses and identifiers; never change it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The workspace that is mirrored from.</summary>
    public WorkspaceOptions Primary { get; init; } = new();

    /// <summary>The workspace that is kept ready, in another region.</summary>
    public WorkspaceOptions Secondary { get; init; } = new();

    /// <summary>
    /// The pair's policy: a JSON file, by its path, absolute or below the app's content root. Empty for the defaults. Its members and their
    /// defaults: <c>docs/policy.md</c>.
    /// </summary>
    public string PolicyFile { get; init; } = "";
}
