using AmlDr.EmbeddedHost.Durable.History;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Which instances to list or purge.</summary>
internal sealed record InstanceFilter
{
    public DateTime? CreatedFrom { get; init; }

    public DateTime? CreatedTo { get; init; }

    public string? IdPrefix { get; init; }

    /// <summary>Null means all.</summary>
    public IReadOnlyCollection<InstanceStatus>? Statuses { get; init; }

    public bool EndedOnly { get; init; }
}
