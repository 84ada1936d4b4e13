namespace AmlDr.Sandbox.Arm;

/// <summary>Deleted resources whose names stay blocked, and whose data can come back, until they are purged or their retention is over.</summary>
internal sealed class SoftDeletedResources(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DeletedResource> _deleted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those still retained, oldest deletion first.</summary>
    public IReadOnlyList<DeletedResource> All
    {
        get
        {
            lock (_gate)
                return [.. _deleted.Values.Where(deleted => clock.GetUtcNow() < deleted.PurgeAt).OrderBy(deleted => deleted.DeletedAt)];
        }
    }

    public void Add(StoredResource resource)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_gate)
            _deleted[resource.Id] = new DeletedResource(resource, now, now + resource.Descriptor.SoftDelete!.Retention);
    }

    /// <summary>The deleted resource of this id, null when there is none that is still retained.</summary>
    public DeletedResource? Find(string id)
    {
        lock (_gate)
            return _deleted.TryGetValue(id, out DeletedResource? deleted) && clock.GetUtcNow() < deleted.PurgeAt ? deleted : null;
    }

    /// <summary>Takes the resource out of the bin. False when it was not there.</summary>
    public bool Remove(string id)
    {
        lock (_gate)
            return _deleted.Remove(id);
    }
}
