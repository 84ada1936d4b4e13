namespace AmlDr.Core.Notebooks;

/// <summary>What was done with the files of the notebooks' share.</summary>
public sealed record NotebookCounts
{
    /// <summary>How many failures are told one by one.</summary>
    public const int MostFailures = 50;

    /// <summary>The files that were copied.</summary>
    public int Copied { get; init; }

    /// <summary>Their bytes.</summary>
    public long CopiedBytes { get; init; }

    /// <summary>The files that had been found to differ and needed no copy after all, or were gone from the primary meanwhile.</summary>
    public int Settled { get; init; }

    /// <summary>The files that could not be copied, and the directories that could not be read or made.</summary>
    public int Failed { get; init; }

    /// <summary>The first of those, with reasons.</summary>
    public IReadOnlyList<NotebookFailure> Failures { get; init; } = [];

    /// <summary>Adds other counts.</summary>
    /// <param name="other">The other ones.</param>
    /// <returns>The sum.</returns>
    public NotebookCounts Add(NotebookCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new NotebookCounts
        {
            Copied = Copied + other.Copied,
            CopiedBytes = CopiedBytes + other.CopiedBytes,
            Settled = Settled + other.Settled,
            Failed = Failed + other.Failed,
            Failures = [.. Failures.Concat(other.Failures).Take(MostFailures)],
        };
    }

    /// <summary>Adds a failure.</summary>
    /// <param name="path">The path below the share.</param>
    /// <param name="exception">What happened.</param>
    /// <returns>The sum.</returns>
    public NotebookCounts AddFailure(string path, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        const string suffix = "Exception";
        string type = exception.GetType().Name;
        string code = type.EndsWith(suffix, StringComparison.Ordinal) ? type[..^suffix.Length] : type;
        return Add(new NotebookCounts { Failed = 1, Failures = [new NotebookFailure(path, code, exception.Message)] });
    }
}
