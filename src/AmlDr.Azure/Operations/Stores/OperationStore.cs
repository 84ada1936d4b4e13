using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Auditing;
using AmlDr.Core.Operations.Moves;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>
/// The operations. State and audit trail are one blob, so that they change together or not at all; every change is looked up in
/// <see cref="OperationMoves"/>.
/// </summary>
public sealed class OperationStore
{
    private const int Attempts = 8;
    private readonly ControlStoreClient _store;
    private readonly TimeProvider _clock;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    /// <param name="clock">The clock.</param>
    public OperationStore(ControlStoreClient store, TimeProvider clock)
    {
        _store = store;
        _clock = clock;
    }

    /// <summary>Writes a new operation down.</summary>
    /// <param name="operation">The operation; its audit trail gets the request as its first entry.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The operation as it stands: this one, or the one of its identifier that was there already.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<OperationRecord> CreateAsync(OperationRecord operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        OperationRecord begun = operation with
        {
            StageStartedAt = operation.RequestedAt,
            Audit = AuditChain.Append([], Entry(operation, new OperationMoveRequest(
                "request", OperationMove.Begin, operation.Request.RequestedBy ?? "", operation.Request.Reason), operation.RequestedAt) with
            {
                Action = "Request",
                To = operation.State.ToString(),
            }),
        };
        try
        {
            await _store.WriteAsync(ControlStoreNames.Operation(operation.Id), begun, BlobCondition.Absent, null, cancellationToken);
        }
        catch (ConflictException)
        {
            begun = await GetAsync(operation.Id, cancellationToken);
        }

        // Written by whoever asks again as well, so that an operation that stands is also listed.
        await _store.WriteAsync(
            ControlStoreNames.OperationOfPair(begun.Pair, begun.Id), new { begun.Id, begun.RequestedAt }, BlobCondition.None, null, cancellationToken);
        return begun;
    }

    /// <summary>Reads an operation.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation; null when there is none.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<OperationRecord?> TryGetAsync(string id, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<OperationRecord>(ControlStoreNames.Operation(id), cancellationToken))?.Value;

    /// <summary>Reads an operation that must be there.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation.</returns>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<OperationRecord> GetAsync(string id, CancellationToken cancellationToken) =>
        await TryGetAsync(id, cancellationToken) ?? throw new NotFoundException($"The control store has no operation '{id}'.");

    /// <summary>Makes a move.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="request">The move. One whose key is in the trail already changes nothing.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The operation as it then stands.</returns>
    /// <exception cref="RefusedException">The move is not legal now.</exception>
    /// <exception cref="ConflictException">Somebody else keeps changing the operation.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public Task<OperationRecord> MoveAsync(string id, OperationMoveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(id, request.Key, operation => Apply(operation, request), cancellationToken);
    }

    private async Task<OperationRecord> ChangeAsync(
        string id, string key, Func<OperationRecord, OperationRecord> change, CancellationToken cancellationToken)
    {
        string name = ControlStoreNames.Operation(id);
        for (int attempt = 1; ; attempt++)
        {
            Versioned<OperationRecord> standing = await _store.TryReadAsync<OperationRecord>(name, cancellationToken)
                ?? throw new NotFoundException($"The control store has no operation '{id}'.");
            if (standing.Value.Audit.Any(entry => entry.Key == key))
            {
                return standing.Value;
            }

            OperationRecord changed = change(standing.Value);
            try
            {
                await _store.WriteAsync(name, changed, BlobCondition.Unchanged(standing.ETag), null, cancellationToken);
                return changed;
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // Another writer, or our own write whose answer was lost: the next look tells.
            }
        }
    }

    private OperationRecord Apply(OperationRecord operation, OperationMoveRequest request)
    {
        OperationState next = OperationMoves.Next(operation.State, operation.Stage, request.Move) ?? throw new RefusedException(
            $"The operation '{operation.Id}' is {operation.State} at {operation.Stage}; {request.Move} is not possible there. Open are: "
            + $"{string.Join(", ", OperationMoves.OpenToStaff(operation.State, operation.Stage).Select(move => move.ToString()).DefaultIfEmpty("none"))}.");
        DateTimeOffset now = _clock.GetUtcNow();
        OperationStage stage = request.Move == OperationMove.Advance
            ? OperationStages.After(operation.Mode, operation.Stage) ?? operation.Stage
            : operation.Stage;
        AuditEntry entry = Entry(operation, request, now) with { To = next.ToString(), Stage = stage.ToString() };
        bool goesOn = request.Move is OperationMove.Resume or OperationMove.Retry or OperationMove.Skip or OperationMove.Cancel;
        return operation with
        {
            State = next,
            Stage = stage,
            StageStartedAt = request.Move is OperationMove.Pause ? operation.StageStartedAt : now,
            EndedAt = OperationMoves.HasEnded(next) ? now : null,
            VerifiedAt = request.Move == OperationMove.Advance && operation.Stage == OperationStage.Verify ? now : operation.VerifiedAt,
            RpoSeconds = request.RpoSeconds ?? operation.RpoSeconds,
            Round = operation.Round + (goesOn ? 1 : 0),
            Audit = AuditChain.Append(operation.Audit, entry),
        };
    }

    private static AuditEntry Entry(OperationRecord operation, OperationMoveRequest request, DateTimeOffset now) => new()
    {
        Number = 0,
        Key = request.Key,
        At = now,
        Actor = request.Actor,
        Action = request.Move.ToString(),
        From = operation.State.ToString(),
        To = operation.State.ToString(),
        Stage = operation.Stage.ToString(),
        Reason = request.Reason,
    };
}
