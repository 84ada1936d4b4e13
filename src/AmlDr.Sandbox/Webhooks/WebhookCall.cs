namespace AmlDr.Sandbox.Webhooks;

/// <summary>A call that a sink has taken.</summary>
public sealed record WebhookCall
{
    /// <summary>When it came.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The query as sent, without the question mark.</summary>
    public required string Query { get; init; }

    /// <summary>The headers; several values of one are joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body as text.</summary>
    public required string Body { get; init; }

    /// <summary>The status that it was answered with.</summary>
    public required int Status { get; init; }
}
