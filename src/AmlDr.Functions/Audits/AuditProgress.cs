using System.Text.Json.Serialization;
using AmlDr.Azure.Audits;
using AmlDr.Core.Audits;

namespace AmlDr.Functions.Audits;

/// <summary>How far an audit has come.</summary>
/// <param name="AuditId">The audit.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Stages">What it has found of each kind so far, in the order in which it takes them.</param>
public sealed record AuditProgress(string AuditId, DateTimeOffset StartedAt, IReadOnlyList<AuditStage> Stages)
{
    /// <summary>The position of the kind that it is at.</summary>
    public int KindIndex { get; init; }

    /// <summary>What it does with the kind.</summary>
    public AuditPhase Phase { get; init; }

    /// <summary>Where the next page starts; null for the start.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>The chunk of files that comes next.</summary>
    public int NextChunk { get; init; }

    /// <summary>True when the primary does not answer, and the catalog stands for it.</summary>
    public bool WithoutPrimary { get; init; }

    /// <summary>The kinds that could not be compared.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<AuditUnread> Unread { get; init; } = [];

    /// <summary>True while kinds are left.</summary>
    [JsonIgnore]
    public bool IsComparing => KindIndex < Stages.Count;

    /// <summary>The kind that it is at.</summary>
    [JsonIgnore]
    public AuditStage Stage => Stages[KindIndex];

    /// <summary>The kinds that were compared, to their end or as far as could be.</summary>
    [JsonIgnore]
    public IReadOnlyList<AuditStage> Compared => [.. Stages.Where(stage => !Left.Contains(stage.Counts.Kind))];

    /// <summary>Takes over what a page found.</summary>
    /// <param name="page">What it found.</param>
    /// <returns>The progress then.</returns>
    public AuditProgress Add(AuditPageResult page)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (page.Unread is not null)
        {
            return LeaveKind(page.Unread);
        }

        AuditChunks had = Stage.Chunks;
        AuditChunks more = page.Written;
        AuditProgress next = With(new AuditStage(Stage.Counts.Add(page.Counts), new AuditChunks(
            had.Findings + more.Findings, had.Contents + more.Contents, had.Needs + more.Needs, had.Standing + more.Standing, had.Names + more.Names,
            0, had.Manifest + more.Manifest)));
        return page.ContinuationToken is not null ? next with { ContinuationToken = page.ContinuationToken }
            : next with { ContinuationToken = null, Phase = Phase == AuditPhase.Compare ? AuditPhase.Extras : AuditPhase.Files };
    }

    /// <summary>Takes over what the comparison of files found.</summary>
    /// <param name="counts">What it found.</param>
    /// <returns>The progress then.</returns>
    public AuditProgress Add(AuditKind counts) => With(Stage with { Counts = Stage.Counts.Add(counts) });

    /// <summary>Notes what could not be read, once.</summary>
    /// <param name="unread">What it is.</param>
    /// <returns>The progress then.</returns>
    public AuditProgress Note(AuditUnread unread)
    {
        ArgumentNullException.ThrowIfNull(unread);
        return Unread.Any(one => one.Code == unread.Code && one.Kind == unread.Kind) ? this : this with { Unread = [.. Unread, unread] };
    }

    /// <summary>Begins the kind anew from the catalog, which stands for the primary from now on.</summary>
    /// <returns>The progress then.</returns>
    public AuditProgress TurnToCatalog() =>
        With(new AuditStage(new AuditKind(Stage.Counts.Kind), new AuditChunks())) with { WithoutPrimary = true, Phase = AuditPhase.Compare, ContinuationToken = null };

    /// <summary>Leaves a kind that cannot be compared, with whatever was found of it.</summary>
    /// <param name="unread">Why.</param>
    /// <returns>The progress then.</returns>
    public AuditProgress LeaveKind(AuditUnread unread) =>
        (With(new AuditStage(new AuditKind(Stage.Counts.Kind), new AuditChunks())) with { Left = [.. Left, Stage.Counts.Kind] }).Note(unread).GoToNextKind();

    /// <summary>Goes on with the next kind.</summary>
    /// <returns>The progress then.</returns>
    public AuditProgress GoToNextKind() =>
        this with { KindIndex = KindIndex + 1, Phase = AuditPhase.Compare, ContinuationToken = null, NextChunk = 0 };

    private AuditProgress With(AuditStage stage) => this with { Stages = [.. Stages.Select((one, at) => at == KindIndex ? stage : one)] };
}
