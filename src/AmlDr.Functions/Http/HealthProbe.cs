using System.Reflection;
using AmlDr.Azure.Aml;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Secrets;
using AmlDr.Azure.Signals;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;
using AmlDr.Core.Signals;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Http;

/// <summary>Asks everything that the app depends on for a sign of life, all at once, each with a deadline.</summary>
public sealed class HealthProbe
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(1);
    private readonly AmlClient _aml;
    private readonly ControlStoreClient _store;
    private readonly SecretSealer _sealer;
    private readonly PairRegistry _pairs;
    private readonly SignalStore _signals;
    private readonly TimeProvider _clock;

    /// <summary>Creates a probe.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="store">The control store.</param>
    /// <param name="sealer">Seals secret values with the key ring.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="signals">The pairs' signals.</param>
    /// <param name="clock">The clock.</param>
    public HealthProbe(AmlClient aml, ControlStoreClient store, SecretSealer sealer, PairRegistry pairs, SignalStore signals, TimeProvider clock)
    {
        _signals = signals;
        _sealer = sealer;
        _aml = aml;
        _store = store;
        _pairs = pairs;
        _clock = clock;
    }

    /// <summary>Probes.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels the probes.</param>
    /// <returns>The state of the app.</returns>
    public async Task<HealthReport> ProbeAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var probes = new List<Task<HealthCheck>>
        {
            CheckAsync("task hub", true, token => client.GetInstanceAsync("health", token), cancellationToken),
            CheckAsync("control store", true, ReadControlStoreAsync, cancellationToken),

            // The key ring is read synchronously.
            CheckAsync("key ring", true, token => Task.Run(_sealer.Check, token).WaitAsync(token), cancellationToken),
        };
        foreach (Pair pair in _pairs.All)
        {
            probes.Add(CheckAsync(
                $"pair {pair.Name}: secondary workspace", true, token => _aml.DescribeWorkspaceAsync(pair.Secondary, token), cancellationToken));
            probes.Add(CheckAsync(
                $"pair {pair.Name}: primary workspace", false, token => _aml.DescribeWorkspaceAsync(pair.Primary, token), cancellationToken));
        }

        Task<PairHealth>[] pairs = [.. _pairs.All.Select(pair => ReadSignalsAsync(pair, cancellationToken))];
        HealthCheck[] checks = await Task.WhenAll(probes);
        string status =
            checks.Any(check => check is { Status: "unreachable", NeededForFailover: true }) ? "unhealthy"
            : checks.Any(check => check.Status != "healthy") ? "degraded"
            : "healthy";
        string version = typeof(HealthProbe).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return new HealthReport(status, version, checks, await Task.WhenAll(pairs));
    }

    // What cannot be read is not known.
    private async Task<PairHealth> ReadSignalsAsync(Pair pair, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var facts = new SignalFacts { Pair = pair.Name };
        try
        {
            facts = await _signals.ReadAsync(pair.Name, either.Token);
        }
        catch (Exception exception) when (exception is AmlDrException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The check of the control store tells why.
        }

        IReadOnlyList<SignalReading> readings = facts.Read(_clock.GetUtcNow());
        return new PairHealth(pair.Name, SignalFacts.StatusOf(readings), [.. readings.Where(reading => reading.State != SignalState.Ok)]);
    }

    private async Task ReadControlStoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _store.Container.ListPageAsync("pairs/", null, 1, cancellationToken);
        }
        catch (NotFoundException)
        {
            await _store.Container.CreateIfMissingAsync(cancellationToken);
        }
    }

    private async Task<HealthCheck> CheckAsync(
        string name, bool needed, Func<CancellationToken, Task> probe, CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        using var deadline = new CancellationTokenSource(Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        string? detail = null;
        try
        {
            await probe(either.Token);
        }
        catch (AmlDrException exception)
        {
            detail = exception.Message;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            detail = $"No answer within {Deadline.TotalSeconds} seconds.";
        }

        TimeSpan latency = _clock.GetElapsedTime(start);
        string status = detail is not null ? "unreachable" : latency > Threshold ? "slow" : "healthy";
        return new HealthCheck(name, status, Math.Round(latency.TotalMilliseconds, 1), Threshold.TotalMilliseconds, needed, detail);
    }
}
