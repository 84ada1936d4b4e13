namespace Microsoft.DurableTask;

/// <summary>How an orchestration starts over.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the next execution.</summary>
    public object? NewInput { get; set; }

    /// <summary>The version of the next execution; null or blank keeps the current one.</summary>
    public string? NewVersion { get; set; }

    /// <summary>Whether external events that nobody awaited yet go on to the next execution. Default true.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;
}
