using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Moves;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>What steps found before they changed anything. The first note of a step counts: a later one would be about its own work.</summary>
public sealed class UndoStore
{
    private const string State = "state";
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public UndoStore(ControlStoreClient store) => _store = store;

    /// <summary>Notes what a step found, unless it has been noted.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="stage">The step's stage.</param>
    /// <param name="record">What it found.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task NoteAsync(string id, OperationStage stage, UndoRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        try
        {
            await _store.WriteAsync(
                ControlStoreNames.Undo(id, stage.ToString(), record.Position), record, BlobCondition.Absent, Metadata(record), cancellationToken);
        }
        catch (ConflictException)
        {
            // It was noted before; that is the state before the operation.
        }
    }

    /// <summary>Reads what a step found.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="stage">The step's stage.</param>
    /// <param name="position">Its position there.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The record; null when the step changed nothing.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<UndoRecord?> TryGetAsync(string id, OperationStage stage, int position, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<UndoRecord>(ControlStoreNames.Undo(id, stage.ToString(), position), cancellationToken))?.Value;

    /// <summary>Writes down how undoing went.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="stage">The step's stage.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WriteAsync(string id, OperationStage stage, UndoRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _store.WriteAsync(
            ControlStoreNames.Undo(id, stage.ToString(), record.Position), record, BlobCondition.None, Metadata(record), cancellationToken);
    }

    /// <summary>Lists the steps of a stage that changed something.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>By position, whether it has been undone (true), could not be (false) or is still to be (null).</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<IReadOnlyDictionary<int, bool?>> ListAsync(string id, OperationStage stage, CancellationToken cancellationToken)
    {
        var records = new Dictionary<int, bool?>();
        try
        {
            await foreach (BlobItem blob in _store.Container.ListAsync(ControlStoreNames.UndoPrefix(id, stage.ToString()), cancellationToken))
            {
                records[ControlStoreNames.PositionIn(blob.Name)] = blob.Metadata.GetValueOrDefault(State) switch
                {
                    "undone" => true,
                    "failed" => false,
                    _ => null,
                };
            }
        }
        catch (NotFoundException)
        {
            // No container yet, no records.
        }

        return records;
    }

    private static Dictionary<string, string> Metadata(UndoRecord record) => new()
    {
        [State] = record.UndoneAt is not null ? "undone" : record.Reason is not null ? "failed" : "noted",
    };
}
