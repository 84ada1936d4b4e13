namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>An orchestration to start.</summary>
internal sealed record NewInstance(string InstanceId, string Name, string? Version, string? Input)
{
    public DateTime? StartAt { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public ParentLink? Parent { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }
}
