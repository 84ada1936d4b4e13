namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Payloads that are too large for the row that they belong to.</summary>
internal static class PayloadTable
{
    /// <summary>Stores a payload: small ones are given back to lie in the row, large ones get an id.</summary>
    public static (string? Inline, long? Id) Store(HubTransaction tx, long instanceKey, string? payload)
    {
        if (payload is null || payload.Length <= tx.Settings.InlinePayloadLimit)
        {
            return (payload, null);
        }

        long id = tx.Ids.NextPayload();
        tx.Connection.Execute("INSERT INTO payloads (id, instance_key, data) VALUES ($1, $2, $3)", id, instanceKey, payload);
        return (null, id);
    }

    public static string? Load(HubConnection connection, string? inline, long? id) =>
        id is null ? inline : (string?)connection.Scalar("SELECT data FROM payloads WHERE id = $1", id)
            ?? throw new InvalidDataException($"The task hub lacks the payload {id} that a row refers to.");

    public static void Delete(HubTransaction tx, long? id)
    {
        if (id is not null)
        {
            tx.Connection.Execute("DELETE FROM payloads WHERE id = $1", id);
        }
    }

    /// <summary>Deletes the payloads of an instance that no row refers to any more.</summary>
    public static void DeleteUnreferenced(HubTransaction tx, long instanceKey)
    {
        if (tx.Connection.Scalar("SELECT 1 FROM payloads WHERE instance_key = $1 LIMIT 1", instanceKey) is null)
        {
            return;
        }

        tx.Connection.Execute(
            """
            DELETE FROM payloads WHERE instance_key = $1 AND id NOT IN (
                SELECT payload_id FROM inbox WHERE instance_key = $1 AND payload_id IS NOT NULL
                UNION ALL SELECT payload_id FROM history WHERE instance_key = $1 AND payload_id IS NOT NULL
                UNION ALL SELECT input_id FROM activities WHERE instance_key = $1 AND input_id IS NOT NULL
                UNION ALL SELECT input_id FROM instances WHERE key = $1 AND input_id IS NOT NULL
                UNION ALL SELECT output_id FROM instances WHERE key = $1 AND output_id IS NOT NULL
                UNION ALL SELECT custom_status_id FROM instances WHERE key = $1 AND custom_status_id IS NOT NULL)
            """,
            instanceKey);
    }
}
