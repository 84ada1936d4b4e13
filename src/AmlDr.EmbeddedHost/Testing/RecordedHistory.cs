using System.Text.Json;
using System.Text.Json.Serialization;
using AmlDr.EmbeddedHost.Durable.History;
using AmlDr.EmbeddedHost.Durable.Replay;
using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Testing;

/// <summary>
/// The history of an orchestration as a file. Stored next to an app's tests and replayed by them, it makes a change to an orchestrator
/// that would break running instances fail the build.
/// </summary>
public sealed class RecordedHistory
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Content _content;

    private RecordedHistory(Content content) => _content = content;

    /// <summary>The orchestrator function's name.</summary>
    public string Orchestrator => _content.Orchestrator;

    /// <summary>The instance that was recorded.</summary>
    public string InstanceId => _content.InstanceId;

    /// <summary>How many events the history has.</summary>
    public int EventCount => _content.Events.Count;

    /// <summary>Reads a history.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <returns>The history.</returns>
    /// <exception cref="JsonException">The text is no recorded history.</exception>
    public static RecordedHistory FromJson(string json) => new(
        JsonSerializer.Deserialize<Content>(json, Json) ?? throw new JsonException("The text is the JSON value null, not a recorded history."));

    /// <summary>The history as indented JSON, for a file.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(_content, Json);

    internal static RecordedHistory From(InstanceRow row, string? input, List<HistoryEvent> events) => new(new Content(
        row.Name, row.InstanceId, row.Version, input, row.Parent?.Name, row.Parent?.InstanceId, [.. events.Select(RecordedEvent.From)]));

    internal void Replay(Func<OrchestratorContext, Task<object?>> code, DataConverter converter, ILoggerFactory loggerFactory, string defaultVersion)
    {
        OrchestratorIdentity identity = new(
            _content.Orchestrator,
            _content.InstanceId,
            _content.Version ?? string.Empty,
            _content.ParentInstanceId is null ? null : new ParentOrchestrationInstance(_content.ParentName ?? string.Empty, _content.ParentInstanceId),
            _content.Input,
            null,
            null);
        List<HistoryEvent> events = [.. _content.Events.Select(item => item.ToEvent())];
        using OrchestratorRun run = new(identity, code, converter, loggerFactory, defaultVersion, static () => { });
        RunResult result = run.Replay(events);
        InstanceStatus? recorded = events.FindLast(item => item.Type == HistoryEventType.ExecutionCompleted)?.Status;
        InstanceStatus? now = result.Status.IsTerminal() ? result.Status : null;
        if (recorded != now || result.ContinuesAsNew)
        {
            throw new NonDeterminismException(
                -1,
                $"Orchestration '{InstanceId}' ({Orchestrator}) ends differently from its history: the history ends "
                + $"{recorded?.ToString() ?? "waiting"}, the code {(result.ContinuesAsNew ? "continues as new" : now?.ToString() ?? "waits")}"
                + $"{(result.Failure is { } failure ? $" ({failure.ErrorType}: {failure.ErrorMessage})" : string.Empty)}.");
        }
    }

    private sealed record Content(
        string Orchestrator, string InstanceId, string? Version, string? Input, string? ParentName, string? ParentInstanceId, List<RecordedEvent> Events);

    private sealed record RecordedEvent(HistoryEventType Type, DateTime At)
    {
        public int? TaskId { get; init; }

        public string? Name { get; init; }

        public string? Version { get; init; }

        public string? Payload { get; init; }

        public string? InstanceId { get; init; }

        public DateTime? FireAt { get; init; }

        public FailureRecord? Failure { get; init; }

        public bool Recursive { get; init; }

        public InstanceStatus? Status { get; init; }

        public static RecordedEvent From(HistoryEvent item) => new(item.Type, item.Timestamp)
        {
            TaskId = item.TaskId < 0 ? null : item.TaskId,
            Name = item.Name,
            Version = item.Version,
            Payload = item.Payload,
            InstanceId = item.InstanceId,
            FireAt = item.FireAt,
            // A stack trace changes with every build and says nothing about the order of steps.
            Failure = WithoutStack(item.Failure),
            Recursive = item.Recursive,
            Status = item.Status,
        };

        public HistoryEvent ToEvent() => new(Type, At)
        {
            TaskId = TaskId ?? -1,
            Name = Name,
            Version = Version,
            Payload = Payload,
            InstanceId = InstanceId,
            FireAt = FireAt,
            Failure = Failure,
            Recursive = Recursive,
            Status = Status,
        };

        private static FailureRecord? WithoutStack(FailureRecord? failure) =>
            failure is null ? null : failure with { StackTrace = null, Inner = WithoutStack(failure.Inner) };
    }
}
