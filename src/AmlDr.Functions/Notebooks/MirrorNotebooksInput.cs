namespace AmlDr.Functions.Notebooks;

/// <summary>The input of <see cref="Orchestrations.MirrorNotebooks"/>, and its progress when it goes on under a new history.</summary>
/// <param name="Pair">The pair's name.</param>
public sealed record MirrorNotebooksInput(string Pair)
{
    /// <summary>Where it is; null at its start.</summary>
    public NotebooksProgress? Progress { get; init; }
}
