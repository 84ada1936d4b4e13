using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>How long steps took in earlier operations of a pair.</summary>
public sealed class StepDurationStore
{
    private const int Attempts = 5;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public StepDurationStore(ControlStoreClient store) => _store = store;

    /// <summary>Reads what is known.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The durations; none before the first operation.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<StepDurations> GetAsync(string pair, CancellationToken cancellationToken) =>
        (await ReadAsync(pair, cancellationToken))?.Value.Durations ?? StepDurations.None;

    /// <summary>Adds the runs of an operation, once.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="runs">Keys and seconds.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When they stand.</returns>
    /// <exception cref="ConflictException">Somebody else keeps changing them.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task AddAsync(
        string pair, string operation, IReadOnlyList<KeyValuePair<string, double>> runs, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            Versioned<Measured>? standing = await ReadAsync(pair, cancellationToken);
            if (standing?.Value.LastOperation == operation)
            {
                return;
            }

            var measured = new Measured((standing?.Value.Durations ?? StepDurations.None).Add(runs), operation);
            try
            {
                await _store.WriteAsync(
                    ControlStoreNames.StepDurations(pair), measured, standing is null ? BlobCondition.Absent : BlobCondition.Unchanged(standing.ETag),
                    null, cancellationToken);
                return;
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // Another writer, or our own write whose answer was lost: the next look tells.
            }
        }
    }

    private Task<Versioned<Measured>?> ReadAsync(string pair, CancellationToken cancellationToken) =>
        _store.TryReadAsync<Measured>(ControlStoreNames.StepDurations(pair), cancellationToken);

    private sealed record Measured(StepDurations Durations, string LastOperation);
}
