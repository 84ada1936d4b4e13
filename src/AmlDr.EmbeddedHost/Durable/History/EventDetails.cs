using System.Text.Json;
using System.Text.Json.Serialization;

namespace AmlDr.EmbeddedHost.Durable.History;

/// <summary>The rarer fields of an event, which share one column as JSON.</summary>
internal sealed record EventDetails
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InstanceId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? FireAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FailureRecord? Failure { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Recursive { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InstanceStatus? Status { get; init; }

    public static string? Write(HistoryEvent item)
    {
        bool none = item.InstanceId is null && item.FireAt is null && item.Failure is null && item.Status is null
            && string.IsNullOrEmpty(item.Version) && !item.Recursive;
        return none ? null : JsonSerializer.Serialize(
            new EventDetails
            {
                Version = string.IsNullOrEmpty(item.Version) ? null : item.Version,
                InstanceId = item.InstanceId,
                FireAt = item.FireAt,
                Failure = item.Failure,
                Recursive = item.Recursive,
                Status = item.Status,
            },
            HistoryJson.Default.EventDetails);
    }

    public static HistoryEvent Read(HistoryEvent item, string? json)
    {
        if (json is null)
        {
            return item;
        }

        EventDetails details = JsonSerializer.Deserialize(json, HistoryJson.Default.EventDetails)
            ?? throw new JsonException("The details of a history event are the JSON value null.");
        return item with
        {
            Version = details.Version,
            InstanceId = details.InstanceId,
            FireAt = details.FireAt,
            Failure = details.Failure,
            Recursive = details.Recursive,
            Status = details.Status,
        };
    }
}
