namespace AmlDr.Azure.Operations.Steps;

/// <summary>How far a step is.</summary>
/// <param name="IsDone">True when it is done.</param>
/// <param name="Detail">What is to be known about it; null when there is nothing to say.</param>
public sealed record StepProgress(bool IsDone, string? Detail = null)
{
    /// <summary>Where a write that goes on is watched; null when only the resource tells.</summary>
    public Uri? Operation { get; init; }

    /// <summary>How long the service asks to wait before looking again; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the step has changed something.</summary>
    public bool DidChange { get; init; }

    /// <summary>True when something about it is to be named as an exception although it is done.</summary>
    public bool IsException { get; init; }
}
