using System.Globalization;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>How far the steps of operations are. Each record stands in its blob's metadata too, so that a listing of 5,000 costs one call.</summary>
public sealed class StepStore
{
    private const int LongestText = 500;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public StepStore(ControlStoreClient store) => _store = store;

    /// <summary>Reads a step's record.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="stage">The step's stage.</param>
    /// <param name="position">Its position there.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The record; null when it was never begun.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<StepRecord?> TryGetAsync(string id, OperationStage stage, int position, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<StepRecord>(ControlStoreNames.Step(id, stage.ToString(), position), cancellationToken))?.Value;

    /// <summary>Writes a step's record over what stands. A step has one writer at a time: its orchestration, or staff while that waits.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="stage">The step's stage.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WriteAsync(string id, OperationStage stage, StepRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _store.WriteAsync(
            ControlStoreNames.Step(id, stage.ToString(), record.Position), record, BlobCondition.None, Metadata(record), cancellationToken);
    }

    /// <summary>Lists the records of a stage.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The records by position, long texts shortened; steps that were never begun are missing.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<IReadOnlyDictionary<int, StepRecord>> ListAsync(string id, OperationStage stage, CancellationToken cancellationToken)
    {
        var records = new Dictionary<int, StepRecord>();
        try
        {
            await foreach (BlobItem blob in _store.Container.ListAsync(ControlStoreNames.StepPrefix(id, stage.ToString()), cancellationToken))
            {
                int position = ControlStoreNames.PositionIn(blob.Name);
                records[position] = Read(position, blob.Metadata);
            }
        }
        catch (NotFoundException)
        {
            // No container yet, no records.
        }

        return records;
    }

    private static Dictionary<string, string> Metadata(StepRecord record)
    {
        var metadata = new Dictionary<string, string>
        {
            ["status"] = record.Status.ToString(),
            ["attempts"] = record.Attempts.ToString(CultureInfo.InvariantCulture),
            ["exception"] = record.IsException ? "1" : "0",
            ["changed"] = record.DidChange ? "1" : "0",
        };
        Add("started", record.StartedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add("ended", record.EndedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add("detail", Encode(record.Detail));
        Add("code", Encode(record.Reason?.Code));
        Add("message", Encode(record.Reason?.Message));
        return metadata;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                metadata[name] = value;
            }
        }
    }

    private static StepRecord Read(int position, IReadOnlyDictionary<string, string> metadata)
    {
        return new StepRecord
        {
            Position = position,
            Status = Enum.Parse<StepStatus>(metadata["status"]),
            Attempts = int.Parse(metadata["attempts"], CultureInfo.InvariantCulture),
            StartedAt = Time("started"),
            EndedAt = Time("ended"),
            Detail = Text("detail"),
            Reason = Text("code") is { } code ? new AssetReason(code, Text("message") ?? "") : null,
            IsException = metadata.GetValueOrDefault("exception") == "1",
            DidChange = metadata.GetValueOrDefault("changed") == "1",
        };

        string? Text(string name) => metadata.TryGetValue(name, out string? value) ? Uri.UnescapeDataString(value) : null;

        DateTimeOffset? Time(string name) => metadata.TryGetValue(name, out string? value)
            ? DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : null;
    }

    // Cut between letters: half a letter's bytes could not be read back.
    private static string? Encode(string? text) =>
        text is null ? null : string.Concat(text.EnumerateRunes().Take(LongestText).Select(rune => Uri.EscapeDataString(rune.ToString())));
}
