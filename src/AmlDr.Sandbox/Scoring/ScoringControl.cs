using System.Collections.Concurrent;

namespace AmlDr.Sandbox.Scoring;

/// <summary>What deployments answer, past what follows from their state.</summary>
public sealed class ScoringControl
{
    private const int LargestStatus = 599;

    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.OrdinalIgnoreCase);

    internal ScoringControl()
    {
    }

    /// <summary>Deployments that fail, by ARM id, with the status that they answer.</summary>
    public IReadOnlyDictionary<string, int> Failures => new SortedDictionary<string, int>(_failures, StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a deployment (a serverless endpoint) fail from now on, or work again.</summary>
    /// <param name="id">ARM id of the deployment or serverless endpoint; it need not exist yet.</param>
    /// <param name="status">HTTP status that every call is answered with, 400 to 599: 424 is a model that throws, 408 one that takes too long. Null to work again.</param>
    /// <exception cref="ArgumentException">The id is empty or the status is out of range.</exception>
    public void SetFailure(string id, int? status)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        if (status is < 400 or > LargestStatus)
            throw new ArgumentException($"'status' is {status}; it must be 400 to {LargestStatus}, or null.", nameof(status));
        if (status is { } failing)
            _failures[id] = failing;
        else
            _failures.TryRemove(id, out _);
    }

    internal int? FailureOf(string id) => _failures.TryGetValue(id, out int status) ? status : null;
}
