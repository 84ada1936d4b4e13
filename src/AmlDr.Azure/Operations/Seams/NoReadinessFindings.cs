using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>There are no readiness reports; plans say so.</summary>
internal sealed class NoReadinessFindings : IReadinessFindings
{
    public Task<IReadOnlyList<string>?> TryReadAsync(Pair pair, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>?>(null);
}
