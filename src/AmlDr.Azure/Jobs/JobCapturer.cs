using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Secrets;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Jobs;
using AmlDr.Core.Kinds.Datastores;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;
using Azure;

namespace AmlDr.Azure.Jobs;

/// <summary>
/// Keeps the specifications of the primary's jobs that have not ended. Costs a call per page of jobs, a read for a job whose list entry lacks what a
/// submission needs, and a read for a captured job that the lists do not show any more.
/// </summary>
public sealed class JobCapturer
{
    /// <summary>How long a job that has ended is kept, with its end state.</summary>
    public static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(1);

    private const int ParallelJobs = 8;
    private readonly AmlClient _aml;
    private readonly StoreResolver _stores;
    private readonly PairRegistry _pairs;
    private readonly JobStore _jobs;
    private readonly SecretSealer _sealer;
    private readonly TimeProvider _clock;

    /// <summary>Creates a capturer.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="stores">Finds the pair's datastores.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="jobs">Where captured jobs are kept.</param>
    /// <param name="sealer">Seals secrets.</param>
    /// <param name="clock">The clock.</param>
    public JobCapturer(AmlClient aml, StoreResolver stores, PairRegistry pairs, JobStore jobs, SecretSealer sealer, TimeProvider clock)
    {
        _aml = aml;
        _stores = stores;
        _pairs = pairs;
        _jobs = jobs;
        _sealer = sealer;
        _clock = clock;
    }

    /// <summary>Looks at one page of the primary's jobs and keeps what has not ended.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="passId">The pass, under which the names of running jobs are written down.</param>
    /// <param name="pageNumber">The number of the page, from 0.</param>
    /// <param name="continuationToken">Where to go on; null for the start.</param>
    /// <param name="listing">What is known of the listing so far.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found; null when the policy wants no jobs kept, and then none is.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<JobPage?> CapturePageAsync(
        string pairName, string passId, int pageNumber, string? continuationToken, JobListing listing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listing);
        Pair pair = _pairs[pairName];
        if (!pair.Policy.Jobs)
        {
            await ForgetAsync(pair, cancellationToken);
            return null;
        }

        Page<AssetDocument>? page = null;
        await foreach (Page<AssetDocument> first in _aml.ListContainers(pair.Primary, JobKind.Instance, cancellationToken).AsPages(continuationToken))
        {
            page = first;
            break;
        }

        IReadOnlyList<AssetDocument> jobs = [.. (page?.Values ?? []).Where(job => job.ResourceName is not null)];
        IReadOnlyDictionary<string, JobCaptureEntry> standing = await _jobs.ListAsync(pair.Name, cancellationToken);
        RewriteContext context = await CreateContextAsync(pair, cancellationToken);
        AssetDocument[] live = [.. jobs.Where(job => !HasEnded(job))];
        AssetDocument[] ended = [.. jobs.Where(job => HasEnded(job) && standing.TryGetValue(job.ResourceName!, out JobCaptureEntry? entry) && entry.EndedAt is null)];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelJobs, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(live, parallel, async (job, token) =>
            await CaptureAsync(pair, job, standing.GetValueOrDefault(job.ResourceName!), context, token));
        await Parallel.ForEachAsync(ended, parallel, async (job, token) =>
            await EndAsync(pair.Name, standing[job.ResourceName!], StatusOf(job)!, token));
        await _jobs.WriteLiveAsync(pair.Name, passId, pageNumber, [.. live.Select(job => job.ResourceName!)], cancellationToken);
        JobListing known = listing.Add(jobs);
        return new JobPage(
            jobs.Count, live.Length, ended.Length, known, known.IsPastHorizon(_clock.GetUtcNow()) ? null : page?.ContinuationToken);
    }

    /// <summary>
    /// Ends a pass: captured jobs that the lists did not show are looked at by themselves, never taken for gone; those that ended a day ago are
    /// removed.
    /// </summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="passId">The pass.</param>
    /// <param name="pageCount">The number of its pages.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The number of captured jobs that were found to have ended.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<int> SettleAsync(string pairName, string passId, int pageCount, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        var live = new HashSet<string>(StringComparer.Ordinal);
        for (int page = 0; page < pageCount; page++)
        {
            live.UnionWith(await _jobs.ReadLiveAsync(pair.Name, passId, page, cancellationToken));
        }

        int ended = 0;
        foreach (JobCaptureEntry entry in (await _jobs.ListAsync(pair.Name, cancellationToken)).Values)
        {
            if (entry.EndedAt is { } at)
            {
                if (_clock.GetUtcNow() - at >= KeptAfterEnd)
                {
                    await _jobs.DeleteAsync(pair.Name, entry.Name, cancellationToken);
                }
            }
            else if (!live.Contains(entry.Name))
            {
                AssetDocument? job = await _aml.TryGetVersionAsync(pair.Primary, JobKind.Instance, Asset(entry.Name), cancellationToken);
                if (job is null || HasEnded(job))
                {
                    await EndAsync(pair.Name, entry, job is null ? JobStates.Deleted : StatusOf(job)!, cancellationToken);
                    ended++;
                }
            }
        }

        return ended;
    }

    /// <summary>Writes down how a pass ended, and removes what it alone needed.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="passId">The pass.</param>
    /// <param name="pageCount">The number of its pages.</param>
    /// <param name="pass">What it found; its context is filled in here.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task RecordAsync(string pairName, string passId, int pageCount, JobPass pass, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Pair pair = _pairs[pairName];
        StoredContext context = StoredContext.From(await CreateContextAsync(pair, cancellationToken));
        await _jobs.WriteLatestPassAsync(pair.Name, pass with { Context = context }, cancellationToken);
        await DeleteLiveAsync(pair, passId, pageCount, cancellationToken);
    }

    /// <summary>Writes down that a pass failed; what the last good one found stays.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="passId">The pass.</param>
    /// <param name="pageCount">The number of its pages.</param>
    /// <param name="failure">Why.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task RecordFailureAsync(
        string pairName, string passId, int pageCount, AssetReason failure, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        DateTimeOffset now = _clock.GetUtcNow();
        JobPass last = await _jobs.TryGetLatestPassAsync(pair.Name, cancellationToken) ?? new JobPass { StartedAt = now, EndedAt = now };
        await _jobs.WriteLatestPassAsync(pair.Name, last with { Failure = failure, FailedAt = now }, cancellationToken);
        await DeleteLiveAsync(pair, passId, pageCount, cancellationToken);
    }

    private async Task DeleteLiveAsync(Pair pair, string passId, int pageCount, CancellationToken cancellationToken)
    {
        for (int page = 0; page < pageCount; page++)
        {
            await _jobs.DeleteLiveAsync(pair.Name, passId, page, cancellationToken);
        }
    }

    private async Task ForgetAsync(Pair pair, CancellationToken cancellationToken)
    {
        foreach (string name in (await _jobs.ListAsync(pair.Name, cancellationToken)).Keys)
        {
            await _jobs.DeleteAsync(pair.Name, name, cancellationToken);
        }
    }

    private async Task CaptureAsync(
        Pair pair, AssetDocument job, JobCaptureEntry? standing, RewriteContext context, CancellationToken cancellationToken)
    {
        string name = job.ResourceName!;
        string status = StatusOf(job) ?? "Unknown";
        string fingerprint = FingerprintOf(job, pair.Policy);
        if (standing is { EndedAt: null } && standing.Fingerprint == fingerprint)
        {
            if (standing.Status != status && await _jobs.TryGetAsync(pair.Name, name, cancellationToken) is { } kept)
            {
                await _jobs.WriteAsync(pair.Name, kept with { Status = status }, fingerprint, cancellationToken);
            }

            return;
        }

        AssetDocument whole = JobSpecification.IsWhole(job)
            ? job
            : await _aml.TryGetVersionAsync(pair.Primary, JobKind.Instance, Asset(name), cancellationToken) ?? job;
        await _jobs.WriteAsync(pair.Name, Seal(pair, name, status, whole, context), fingerprint, cancellationToken);
    }

    private JobCapture Seal(Pair pair, string name, string status, AssetDocument job, RewriteContext context)
    {
        RedactedDocument open = CatalogSecrets.Extract(job, JobKind.Instance, pair.Policy.Secrets);
        return new JobCapture
        {
            Name = name,
            Status = status,
            Document = open.Body,
            Sealed = open.Secrets.ToDictionary(secret => secret.Key, secret => _sealer.Seal(pair.Name, Asset(name), secret.Key, secret.Value)),
            CapturedAt = _clock.GetUtcNow(),
            Findings = JobResubmission.FindObstacles(name, job, context),
        };
    }

    private async Task EndAsync(string pair, JobCaptureEntry entry, string status, CancellationToken cancellationToken)
    {
        if (await _jobs.TryGetAsync(pair, entry.Name, cancellationToken) is { } capture)
        {
            await _jobs.WriteAsync(
                pair, capture with { Status = status, EndedAt = _clock.GetUtcNow() }, entry.Fingerprint, cancellationToken);
        }
    }

    private async Task<RewriteContext> CreateContextAsync(Pair pair, CancellationToken cancellationToken) =>
        (await _stores.CreateContextAsync(
            pair.Primary, pair.Secondary, [SystemDatastores.Blob, SystemDatastores.Artifacts], cancellationToken))
        with { Policy = pair.Policy };

    // What the policy calls secret and what it maps decide what is kept and what stands in the way: a change of either captures anew.
    private static string FingerprintOf(AssetDocument job, PairPolicy policy) => CanonicalJson.Digest(new JsonArray(
        WritableDocument.From(job, JobKind.Instance),
        JsonSerializer.SerializeToNode(policy.Secrets),
        JsonSerializer.SerializeToNode(policy.Maps),
        CatalogSecrets.Edition));

    private static bool HasEnded(AssetDocument job) => JobStates.HasEnded(StatusOf(job));

    private static string? StatusOf(AssetDocument job) => job.GetString("properties", "status");

    private static AssetId Asset(string name) => new(JobKind.KindName, name, "");
}
