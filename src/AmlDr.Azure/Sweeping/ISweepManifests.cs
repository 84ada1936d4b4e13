using AmlDr.Core.Failures;

namespace AmlDr.Azure.Sweeping;

/// <summary>Keeps, per sweep, every asset that the primary's lists showed.</summary>
public interface ISweepManifests
{
    /// <summary>Writes what one page of lists showed.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="page">The number of the page, from 0.</param>
    /// <param name="entries">What it showed.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    Task WritePageAsync(string pair, string sweepId, string kind, int page, IEnumerable<ManifestEntry> entries, CancellationToken cancellationToken);

    /// <summary>Reads what all pages of a kind showed.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The entries, a page in memory at a time.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    IAsyncEnumerable<ManifestEntry> ReadAsync(string pair, string sweepId, string kind, CancellationToken cancellationToken);

    /// <summary>Ends a sweep's manifest, and deletes those that are too old to be of use.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="sweepId">The sweep.</param>
    /// <param name="isComplete">True when every kind was listed to its end; the newest such manifest is the one to go by.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is done.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    Task EndAsync(string pair, string sweepId, bool isComplete, CancellationToken cancellationToken);
}
