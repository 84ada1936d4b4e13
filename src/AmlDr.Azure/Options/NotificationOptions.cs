namespace AmlDr.Azure.Options;

/// <summary>Who can be told of operations. The policies of the pairs say who is told of what.</summary>
public sealed class NotificationOptions
{
    /// <summary>The targets.</summary>
    public IList<NotificationTargetOptions> Targets { get; init; } = [];

    /// <summary>How long one attempt may take, 1 second to 1 minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
