using AmlDr.Azure.Sweeping;

namespace AmlDr.Functions.Sweeping;

/// <summary>How far a sweep has come.</summary>
/// <param name="Summary">What it has done so far. Shown to operators as the orchestration's custom status.</param>
/// <param name="KindIndex">The position, among the kinds, of the one that is being compared.</param>
/// <param name="PageNumber">The number of the page that comes next.</param>
/// <param name="ContinuationToken">Where that page starts; null for the start of the kind.</param>
/// <param name="Waiting">The work lists of which parts are still to be begun, in order.</param>
/// <param name="Stragglers">The assets that batches did not wait for.</param>
public sealed record SweepProgress(
    SweepSummary Summary, int KindIndex, int PageNumber, string? ContinuationToken, IReadOnlyList<WaitingWork> Waiting,
    IReadOnlyList<SweepWorkItem> Stragglers)
{
    /// <summary>True while kinds are left to be compared.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsComparing => KindIndex < Summary.Kinds.Count;

    /// <summary>Takes over what a comparison found.</summary>
    /// <param name="page">What it found.</param>
    /// <returns>The progress then.</returns>
    public SweepProgress Add(SweepPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        bool isLast = page.ContinuationToken is null;
        SweepSummary summary = Summary.With(Summary.Kinds[KindIndex].Kind, kind => kind with
        {
            IsCompared = isLast && page.Finding is null,
            ManifestPages = kind.ManifestPages + page.ManifestPages,
            Seen = kind.Seen + page.Seen,
            Differing = kind.Differing + page.Differing,
            Deferred = kind.Deferred + page.Deferred,
        });
        return this with
        {
            Summary = page.Finding is null ? summary : summary with { Findings = [.. summary.Findings, page.Finding] },
            KindIndex = isLast ? KindIndex + 1 : KindIndex,
            PageNumber = isLast ? 0 : PageNumber + 1,
            ContinuationToken = page.ContinuationToken,
            Waiting = page.WorkList is null ? Waiting : [.. Waiting, new WaitingWork(page.WorkList, 0, WorkListStore.Parts(page.Differing))],
        };
    }

    /// <summary>Takes over what a batch did.</summary>
    /// <param name="batch">What it did.</param>
    /// <returns>The progress then.</returns>
    public SweepProgress Add(SweepBatchResult batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return this with
        {
            Summary = batch.Counts.Aggregate(Summary, (summary, counts) => summary.With(counts.Key, counts.Value.AddTo)),
            Stragglers = [.. Stragglers, .. batch.Stragglers],
        };
    }

    /// <summary>Takes the part that comes next from the waiting work.</summary>
    /// <param name="next">The list and the number of the part.</param>
    /// <returns>The progress then.</returns>
    public SweepProgress Take(out WaitingWork next)
    {
        next = Waiting[0];
        return this with
        {
            Waiting = next.Part + 1 < next.Parts ? [next with { Part = next.Part + 1 }, .. Waiting.Skip(1)] : [.. Waiting.Skip(1)],
        };
    }
}
