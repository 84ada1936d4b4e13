using AmlDr.Azure.Jobs;
using AmlDr.Core.Failures;
using AmlDr.Core.Jobs;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>The jobs that sweeps have captured. A job's new name follows from its old one and the operation, so that it is submitted once.</summary>
internal sealed class StoredJobs(JobStore jobs, JobPreparer preparer, JobSubmitter submitter) : ICapturedJobs
{
    public async Task<IReadOnlyList<PlannedJob>> ListAsync(Pair pair, CancellationToken cancellationToken) =>
    [
        .. (await jobs.ListAsync(pair.Name, cancellationToken)).Values.Where(job => job.EndedAt is null)
            .OrderBy(job => job.Name, StringComparer.Ordinal)
            .Select(job => new PlannedJob(
                job.Name, job.JobType,
                job.Obstacles.Count == 0 ? null : new AssetReason(job.Obstacles[0], $"What stands in the way: {string.Join(", ", job.Obstacles)}."))),
    ];

    public async Task<string> SubmitAsync(Pair pair, string name, string operation, CancellationToken cancellationToken)
    {
        JobSubmission job = await preparer.PrepareAsync(pair.Name, name, operation, cancellationToken);
        if (!job.CanBeSubmitted)
        {
            throw new RefusedException(string.Join(" ", job.Findings.Select(finding => finding.ToString())));
        }

        await submitter.SubmitAsync(pair.Secondary, job.Name, job.Body, cancellationToken);
        return job.Name;
    }

    public Task CancelAsync(Pair pair, string newName, CancellationToken cancellationToken) =>
        submitter.CancelAsync(pair.Secondary, newName, cancellationToken);
}
