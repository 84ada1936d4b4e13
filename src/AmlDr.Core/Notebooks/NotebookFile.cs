namespace AmlDr.Core.Notebooks;

/// <summary>A file of the notebooks' share that the secondary lacks or has otherwise.</summary>
/// <param name="Path">The path below the share, with slashes.</param>
/// <param name="Length">Its length in the primary, in bytes.</param>
public sealed record NotebookFile(string Path, long Length);
