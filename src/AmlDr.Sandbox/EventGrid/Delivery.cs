using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>One event, or one raw body, on its way to one subscription.</summary>
internal sealed class Delivery
{
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The event; null for a raw body.</summary>
    public GridEvent? Event { get; init; }

    /// <summary>A body to send as it is.</summary>
    public JsonNode? Raw { get; init; }

    public string? Region => Event?.Region;

    public int Attempts { get; set; }

    public DateTimeOffset LastAttemptAt { get; set; }

    public int LastStatus { get; set; }

    /// <summary>The last answer in Event Grid's words.</summary>
    public string LastOutcome => LastStatus switch
    {
        0 => "TimedOut",
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        413 => "PayloadTooLarge",
        429 or 503 => "Busy",
        _ => "Aborted",
    };
}
