namespace AmlDr.Functions.Sweeping;

/// <summary>The input of <see cref="Activities.CompareContainers"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Kind">The kind.</param>
/// <param name="SweepId">The sweep.</param>
/// <param name="PageNumber">The number of the page.</param>
/// <param name="ManifestPage">The number of the first page of the manifest that it writes.</param>
/// <param name="ContinuationToken">Where the page starts; null for the start of the kind.</param>
/// <param name="RetryFailed">True when failed assets are tried again whatever the time.</param>
public sealed record CompareContainersInput(
    string Pair, string Kind, string SweepId, int PageNumber, int ManifestPage, string? ContinuationToken, bool RetryFailed);
