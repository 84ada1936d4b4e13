using System.Collections.Concurrent;

namespace AmlDr.Sandbox.Arm;

/// <summary>Names of deleted workspaces stay blocked until they are purged or 14 days have gone by.</summary>
internal sealed class SoftDeletedWorkspaces
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _deleted = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string id, DateTimeOffset now) => _deleted[id] = now;

    /// <summary>False when the workspace was not soft-deleted.</summary>
    public bool Purge(string id) => _deleted.TryRemove(id, out _);

    public bool Blocks(string id, DateTimeOffset now) => _deleted.TryGetValue(id, out DateTimeOffset deleted) && now < deleted + Retention;
}
