namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>
/// What a write request works with: the writer's connection, the ids, the clock. Everything is undone and run again when the
/// transaction fails, so a request keeps no state outside of it.
/// </summary>
internal sealed class HubTransaction(HubConnection connection, HubIds ids, HubSettings settings)
{
    public HubConnection Connection { get; } = connection;

    public HubIds Ids { get; } = ids;

    public HubSettings Settings { get; } = settings;

    /// <summary>What the request in hand does beyond the tables.</summary>
    public CommitEffects Effects { get; set; } = new();

    /// <summary>The time of the transaction in UTC; it never goes back.</summary>
    public DateTime Now { get; set; }
}
