namespace Microsoft.DurableTask.Client;

/// <summary>What a purge did.</summary>
public class PurgeResult
{
    /// <summary>Creates a result.</summary>
    /// <param name="count">How many instances were deleted.</param>
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    /// <summary>Creates a result.</summary>
    /// <param name="count">How many instances were deleted.</param>
    /// <param name="isComplete">False if the time was over before all were deleted.</param>
    public PurgeResult(int count, bool? isComplete)
    {
        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    /// <summary>How many instances were deleted.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>False if the time was over before all were deleted; null when there was no time limit.</summary>
    public bool? IsComplete { get; }
}
