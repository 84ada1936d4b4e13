using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>What the last readiness report found amiss.</summary>
public interface IReadinessFindings
{
    /// <summary>Reads it.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A sentence per finding; null when there is no report.</returns>
    /// <exception cref="Core.Failures.AmlDrException">The call failed; the type says how.</exception>
    Task<IReadOnlyList<string>?> TryReadAsync(Pair pair, CancellationToken cancellationToken);
}
