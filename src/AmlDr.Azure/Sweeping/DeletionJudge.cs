using System.Globalization;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Deletions;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Sweeping;

/// <summary>Decides whether what a sweep missed is believed to be deleted, and keeps what an operator must confirm.</summary>
public sealed class DeletionJudge
{
    private const string Code = "MassDeletion";
    private readonly PairRegistry _pairs;
    private readonly SweepStore _sweeps;
    private readonly TimeProvider _clock;

    /// <summary>Creates a judge.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="sweeps">Where the finding is kept.</param>
    /// <param name="clock">The clock.</param>
    public DeletionJudge(PairRegistry pairs, SweepStore sweeps, TimeProvider clock)
    {
        _pairs = pairs;
        _sweeps = sweeps;
        _clock = clock;
    }

    /// <summary>Shows a standing finding as one of a sweep.</summary>
    /// <param name="finding">The finding; null when none stands.</param>
    /// <returns>The finding, or null.</returns>
    public static SweepFinding? Show(DeletionFinding? finding) => finding is null ? null : new SweepFinding(Code, finding.Message);

    /// <summary>Decides.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="kinds">What it found of each kind that it listed to the end.</param>
    /// <param name="isComplete">True when it listed every kind to the end. Else a finding that stands is not taken back.</param>
    /// <param name="isConfirmed">True when an operator has confirmed the finding that stands.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<DeletionVerdict> JudgeAsync(
        string pairName, string sweepId, IReadOnlyList<KindPresence> kinds, bool isComplete, bool isConfirmed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        Pair pair = _pairs[pairName];
        DeletionFinding? standing = await _sweeps.TryGetDeletionFindingAsync(pair.Name, cancellationToken);
        string? doubt = DeletionGuard.Judge(pair.Policy.Deletions, kinds, isConfirmed ? standing?.Missing : null);
        if (doubt is null)
        {
            if (standing is not null && isComplete && !isConfirmed)
            {
                await _sweeps.WriteDeletionFindingAsync(pair.Name, null, cancellationToken);
                standing = null;
            }

            return new DeletionVerdict(true, isConfirmed ? null : Show(standing));
        }

        // The time of the first notice stays as long as the same is missing.
        Dictionary<string, int> missing = kinds.Where(kind => kind.Missing > 0).ToDictionary(kind => kind.Kind, kind => kind.Missing);
        bool isSame = standing is not null && standing.Missing.Count == missing.Count
            && missing.All(kind => standing.Missing.GetValueOrDefault(kind.Key) == kind.Value);
        DateTimeOffset noticed = isSame ? standing!.NoticedAt : _clock.GetUtcNow();
        var finding = new DeletionFinding(
            sweepId, noticed, missing, kinds.Sum(kind => kind.Held),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Nothing was deleted, archived or recorded as deleted: {doubt}. Noticed at {noticed.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. If that was meant, confirm it by POST /api/pairs/{pair.Name}/sweeps with {{\"confirmDeletions\":\"{pair.Name}\"}}; if not, repair the primary or the app's access to it."));
        await _sweeps.WriteDeletionFindingAsync(pair.Name, finding, cancellationToken);
        return new DeletionVerdict(false, Show(finding));
    }

    /// <summary>Takes the finding back, after what an operator has confirmed is done.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task SettleAsync(string pair, CancellationToken cancellationToken) => _sweeps.WriteDeletionFindingAsync(pair, null, cancellationToken);
}
