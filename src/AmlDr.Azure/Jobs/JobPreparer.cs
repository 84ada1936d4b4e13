using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Secrets;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Failures;
using AmlDr.Core.Jobs;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Jobs;

/// <summary>Makes captured jobs ready for the secondary from the control store alone: the primary may be dead.</summary>
public sealed class JobPreparer
{
    private readonly JobStore _jobs;
    private readonly PairRegistry _pairs;
    private readonly SecretSealer _sealer;

    /// <summary>Creates a preparer.</summary>
    /// <param name="jobs">The captured jobs.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="sealer">Opens sealed values.</param>
    public JobPreparer(JobStore jobs, PairRegistry pairs, SecretSealer sealer)
    {
        _jobs = jobs;
        _pairs = pairs;
        _sealer = sealer;
    }

    /// <summary>Prepares a job.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="name">The job's name in the primary.</param>
    /// <param name="operation">What it is submitted for; the same gives the same new name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The job, with what stands in its way. Its body holds secrets in clear: for the write alone.</returns>
    /// <exception cref="NotFoundException">The job is not captured, or no look at the jobs has ended yet.</exception>
    /// <exception cref="AccessDeniedException">A sealed value cannot be opened.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<JobSubmission> PrepareAsync(string pairName, string name, string operation, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        JobCapture capture = await _jobs.TryGetAsync(pair.Name, name, cancellationToken)
            ?? throw new NotFoundException($"The job '{name}' of pair '{pair.Name}' is not captured.");
        StoredContext context = (await _jobs.TryGetLatestPassAsync(pair.Name, cancellationToken))?.Context
            ?? throw new NotFoundException($"No look at the jobs of pair '{pair.Name}' has ended yet, so it is not known what they are rewritten to.");
        var asset = new AssetId(JobKind.KindName, name, "");
        Dictionary<string, string> secrets = capture.Sealed.ToDictionary(
            secret => secret.Key, secret => _sealer.Unseal(pair.Name, asset, secret.Key, secret.Value));
        AssetDocument job = new RedactedDocument(capture.Document, secrets).Restore();
        return JobResubmission.Prepare(name, job, context.ToContext(pair.Policy), operation);
    }
}
