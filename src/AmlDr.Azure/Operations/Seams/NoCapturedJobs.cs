using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>No jobs are captured.</summary>
internal sealed class NoCapturedJobs : ICapturedJobs
{
    public Task<IReadOnlyList<PlannedJob>> ListAsync(Pair pair, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PlannedJob>>([]);

    public Task<string> SubmitAsync(Pair pair, string name, string operation, CancellationToken cancellationToken) =>
        throw new NotFoundException($"The job '{name}' was not captured.");

    public Task CancelAsync(Pair pair, string newName, CancellationToken cancellationToken) =>
        throw new NotFoundException($"The job '{newName}' was not submitted by this app.");
}
