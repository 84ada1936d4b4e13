namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>An activity, sub-orchestration or timer whose end the orchestrator has not seen yet.</summary>
internal sealed class OpenTask(string? name)
{
    /// <summary>The activity's or orchestrator's name; null for a timer.</summary>
    public string? Name { get; } = name;

    /// <summary>Completes inline, on the orchestrator's thread.</summary>
    public TaskCompletionSource<string?> Completion { get; } = new();
}
