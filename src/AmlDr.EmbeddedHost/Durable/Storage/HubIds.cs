using System.Globalization;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Ids that only grow while the process lives, so that queues in memory can say how far they have read.</summary>
internal sealed class HubIds(HubConnection connection)
{
    private long _inbox = Max(connection, "SELECT MAX(id) FROM inbox");
    private long _activity = Max(connection, "SELECT MAX(id) FROM activities");
    private long _payload = Max(connection, "SELECT MAX(id) FROM payloads");

    public long NextInbox() => ++_inbox;

    public long NextActivity() => ++_activity;

    public long NextPayload() => ++_payload;

    private static long Max(HubConnection connection, string sql) =>
        Convert.ToInt64(connection.Scalar(sql) ?? 0L, CultureInfo.InvariantCulture);
}
