namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Sizes of the storage layer.</summary>
internal sealed record HubSettings
{
    /// <summary>Payloads of more characters lie in a table of their own: a row is written anew at every step of its instance.</summary>
    public int InlinePayloadLimit { get; init; } = 2048;

    /// <summary>How many write requests share a transaction at most.</summary>
    public int MaxRequestsPerCommit { get; init; } = 256;

    /// <summary>How many messages an orchestration step takes at most.</summary>
    public int MaxMessagesPerStep { get; init; } = 1000;

    /// <summary>How many pages the database may have; a limit for tests of the full disk. Null means no limit.</summary>
    public int? MaxPages { get; init; }
}
