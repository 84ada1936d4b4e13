using AmlDr.Azure.Audits;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Events;
using AmlDr.Azure.Readiness;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Audits;
using AmlDr.Core.Failures;
using AmlDr.Core.Signals;

namespace AmlDr.Azure.Signals;

/// <summary>Gathers what the signals of a pair are told by: a handful of small blobs. What the ledger says is kept, because summing it up takes long.</summary>
public sealed class SignalStore
{
    /// <summary>How long kept figures are believed; they are taken anew every few minutes and after every sweep.</summary>
    public static readonly TimeSpan FiguresKeptFor = TimeSpan.FromMinutes(30);

    private readonly ControlStoreClient _store;
    private readonly FiguresReader _figures;
    private readonly SweepStore _sweeps;
    private readonly AuditStore _audits;
    private readonly ReadinessStore _readiness;
    private readonly DeadLetterStore _letters;
    private readonly TimeProvider _clock;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    /// <param name="figures">Sums up the ledger.</param>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="audits">The audits.</param>
    /// <param name="readiness">The readiness reports.</param>
    /// <param name="letters">The dead letters.</param>
    /// <param name="clock">The clock.</param>
    public SignalStore(
        ControlStoreClient store, FiguresReader figures, SweepStore sweeps, AuditStore audits, ReadinessStore readiness, DeadLetterStore letters,
        TimeProvider clock)
    {
        _store = store;
        _figures = figures;
        _sweeps = sweeps;
        _audits = audits;
        _readiness = readiness;
        _letters = letters;
        _clock = clock;
    }

    /// <summary>Takes the figures anew, keeps them, and gives all facts.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The facts.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<SignalFacts> RefreshAsync(string pair, CancellationToken cancellationToken)
    {
        PairFigures figures = await _figures.ReadAsync(pair, cancellationToken);
        await _store.WriteAsync(ControlStoreNames.Figures(pair), figures, BlobCondition.None, null, cancellationToken);
        return await ReadAsync(pair, figures, cancellationToken);
    }

    /// <summary>Gives the facts with the kept figures.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The facts; without figures that are too old.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<SignalFacts> ReadAsync(string pair, CancellationToken cancellationToken)
    {
        PairFigures? kept = (await _store.TryReadAsync<PairFigures>(ControlStoreNames.Figures(pair), cancellationToken))?.Value;
        return await ReadAsync(pair, kept is not null && _clock.GetUtcNow() - kept.TakenAt < FiguresKeptFor ? kept : null, cancellationToken);
    }

    /// <summary>Gives the facts with given figures.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="figures">What the ledger says; null when that is not known.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The facts.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<SignalFacts> ReadAsync(string pair, PairFigures? figures, CancellationToken cancellationToken)
    {
        Task<SweepSummary?> sweep = _sweeps.TryGetLatestAsync(pair, cancellationToken);
        Task<Reports.ReportHead<AuditSummary>?> audits = _audits.TryGetHeadAsync(pair, cancellationToken);
        Task<ReadinessHead?> readiness = _readiness.TryGetHeadAsync(pair, cancellationToken);
        int? letters = _letters.IsSet ? (await _letters.TryGetLastDrainAsync(cancellationToken))?.Found : 0;
        IReadOnlyList<AuditSummary> audited = (await audits)?.History ?? [];
        return new SignalFacts
        {
            Pair = pair,

            // An empty ledger proves nothing before a sweep has filled it.
            Figures = figures is { States.Count: 0 } && await sweep is null ? null : figures,
            Drift = audited.Count == 0 ? null : audited[0].Drift,
            DeadLetters = letters,
            SweptAt = (await sweep)?.LastSuccessAt,
            AuditedAt = audited.FirstOrDefault(audit => audit.IsComplete)?.EndedAt,
            Readiness = await readiness is { History: [{ } newest, ..] } ? newest.Counts : null,
        };
    }
}
