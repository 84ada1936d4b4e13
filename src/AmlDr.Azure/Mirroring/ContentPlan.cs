using AmlDr.Azure.Copying;

namespace AmlDr.Azure.Mirroring;

/// <summary>Where an asset's files come from and go to.</summary>
public sealed record ContentPlan
{
    /// <summary>The source container's address.</summary>
    public required Uri SourceRoot { get; init; }

    /// <summary>The destination container's address.</summary>
    public required Uri TargetRoot { get; init; }

    /// <summary>The path in both, unescaped: a file's name or a folder without a slash at its end; empty for the whole container.</summary>
    public required string Path { get; init; }

    /// <summary>All files, those that need no copy included.</summary>
    public IReadOnlyList<PlannedFile> Files { get; init; } = [];

    /// <summary>The positions in <see cref="Files"/> of those that are to be copied.</summary>
    public IReadOnlyList<int> ToCopy { get; init; } = [];

    /// <summary>The files that are to be copied, in order.</summary>
    /// <returns>The files.</returns>
    public IReadOnlyList<PlannedFile> FilesToCopy() => [.. ToCopy.Select(position => Files[position])];
}
