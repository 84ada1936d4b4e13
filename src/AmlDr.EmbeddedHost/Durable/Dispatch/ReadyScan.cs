using AmlDr.EmbeddedHost.Durable.Storage;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

/// <summary>Fills the queue with the instances in the database that have something to do, a page at a time, until it is full.</summary>
internal sealed class ReadyScan(HubStore store, TimeProvider time, InstanceQueue queue)
{
    private const int PageSize = 1000;

    private long _scannedThrough;

    /// <summary>Queues the instances whose messages have fallen due.</summary>
    /// <exception cref="HubStorageException">The hub cannot be read.</exception>
    public void AddDue()
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        (long, long) after = (0, 0);
        List<(long DueAt, long Id, long InstanceKey)> page;
        do
        {
            page = store.Read(connection => InboxTable.ScanDue(connection, now, after, PageSize));
            if (!page.TrueForAll(item => queue.Add(item.InstanceKey)))
            {
                return;
            }

            after = page.Count > 0 ? (page[^1].DueAt, page[^1].Id) : after;
        }
        while (page.Count == PageSize);
    }

    /// <summary>
    /// Queues the instances whose messages wait for nothing, from where the last call ended: the instances before were queued
    /// then, and ids only grow. Not for two threads at once.
    /// </summary>
    /// <exception cref="HubStorageException">The hub cannot be read.</exception>
    public void AddReady()
    {
        List<(long Id, long InstanceKey)> page;
        do
        {
            page = store.Read(connection => InboxTable.ScanReady(connection, _scannedThrough, PageSize));
            foreach ((long id, long key) in page)
            {
                if (!queue.Add(key))
                {
                    return;
                }

                _scannedThrough = id;
            }
        }
        while (page.Count == PageSize);
    }
}
