using System.Security.Cryptography;
using System.Text;
using AmlDr.Azure.Operations;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Operations;

/// <summary>
/// Starts operations: asks the safety rules, takes the lease, writes the operation down, starts its orchestration. A request that is sent again with
/// the same key comes to the same operation, and completes what a crash left half done.
/// </summary>
public sealed class OperationStarter
{
    private readonly OperationStore _operations;
    private readonly PairStateStore _states;
    private readonly PairLease _lease;
    private readonly PrimaryProbe _probe;
    private readonly TimeProvider _clock;
    private readonly ILogger<OperationStarter> _logger;

    /// <summary>Creates a starter.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="states">The pairs' states.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="probe">Asks the primary for a sign of life.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The log.</param>
    public OperationStarter(
        OperationStore operations, PairStateStore states, PairLease lease, PrimaryProbe probe, TimeProvider clock, ILogger<OperationStarter> logger)
    {
        _operations = operations;
        _states = states;
        _lease = lease;
        _probe = probe;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Starts an operation.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="idempotencyKey">The request's key; null for none.</param>
    /// <param name="cancellationToken">Cancels the calls. What is done by then is completed by the same request with the same key.</param>
    /// <returns>The operation, or why it is not started.</returns>
    /// <exception cref="AmlDr.Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    public async Task<(OperationRecord? Operation, OperationRefusal? OperationRefusal)> StartAsync(
        DurableTaskClient client, Pair pair, StartRequest request, string? idempotencyKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);

        // Before the primary is asked for a sign of life: the recovery time counts from here.
        DateTimeOffset requestedAt = _clock.GetUtcNow();
        if (SafetyRules.JudgeRequest(pair.Name, request) is { } bad)
        {
            return (null, bad);
        }

        string? digest = idempotencyKey is null ? null : Digest($"{pair.Name}\n{idempotencyKey}");
        string id = $"op-{digest?[..16] ?? Guid.NewGuid().ToString("N")[..16]}";
        if (digest is not null && await _operations.TryGetAsync(id, cancellationToken) is { } standing)
        {
            return await RepeatAsync(client, standing, request, cancellationToken);
        }

        // The lease is looked at again when it is taken, which tells one that nobody holds any more. Who asks while another operation is at work is told
        // so before anybody waits for the primary.
        PairState state = await _states.GetAsync(pair.Name, cancellationToken);
        bool isHeld = state.OperationId is { } holder && await HasStoppedAsync(client, pair.Name, holder, cancellationToken) == false;
        if (isHeld && SafetyRules.JudgeState(pair.Name, request.Mode, state, null) is { } held)
        {
            return (null, held);
        }

        if (SafetyRules.JudgeState(pair.Name, request.Mode, state with { OperationId = null }, null) is { } illegal)
        {
            return (null, illegal);
        }

        bool asksHealth = request.Mode is OperationMode.Planned or OperationMode.Failback || request is { Mode: OperationMode.Unplanned, Force: false };
        if (asksHealth && SafetyRules.JudgeHealth(pair.Name, request, await _probe.IsHealthyAsync(pair.Primary, cancellationToken)) is { } unfit)
        {
            return (null, unfit);
        }

        PairState taken = await _lease.TakeAsync(pair.Name, id, (other, token) => HasStoppedAsync(client, pair.Name, other, token), cancellationToken);
        if (SafetyRules.JudgeState(pair.Name, request.Mode, taken, id) is { } late)
        {
            await _lease.ReleaseAsync(pair.Name, id, cancellationToken);
            return (null, late);
        }

        OperationRecord operation = await _operations.CreateAsync(
            new OperationRecord
            {
                Id = id, Pair = pair.Name, Request = request, RequestedAt = requestedAt, KeyDigest = digest, Generation = taken.Generation,
            },
            cancellationToken);
        await StartOrchestrationAsync(client, operation, cancellationToken);
        _logger.OperationStarted(operation.Id, pair.Name, request.Mode, request.RequestedBy!, request.Reason!);
        return (operation, null);
    }

    /// <summary>Says whether an operation's orchestration has ended.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null when there is none of its name.</returns>
    internal static async Task<bool?> HasStoppedAsync(
        DurableTaskClient client, string pair, string operation, CancellationToken cancellationToken) =>
        (await client.GetInstanceAsync(OperationRecord.InstanceIdOf(pair, operation), cancellationToken))?.IsCompleted;

    private static async Task<(OperationRecord? Operation, OperationRefusal? OperationRefusal)> RepeatAsync(
        DurableTaskClient client, OperationRecord standing, StartRequest request, CancellationToken cancellationToken)
    {
        if (standing.Request != request)
        {
            return (null, new OperationRefusal(
                "idempotency-key-reused", "The key was used for another request",
                $"The operation '{standing.Id}' was started with this 'Idempotency-Key' and another body; send the same body, or another key.",
                $"GET /api/operations/{standing.Id}"));
        }

        if (!standing.HasEnded)
        {
            await StartOrchestrationAsync(client, standing, cancellationToken);
        }

        return (standing, null);
    }

    private static Task StartOrchestrationAsync(DurableTaskClient client, OperationRecord operation, CancellationToken cancellationToken) =>
        OnceStarter.StartAsync(
            client, nameof(FailOver), OperationRecord.InstanceIdOf(operation.Pair, operation.Id), new OperationInput(operation.Pair, operation.Id),
            cancellationToken);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
