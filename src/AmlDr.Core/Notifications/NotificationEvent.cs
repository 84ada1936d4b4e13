namespace AmlDr.Core.Notifications;

/// <summary>What notifications tell of.</summary>
public enum NotificationEvent
{
    /// <summary>An operation has begun.</summary>
    Started,

    /// <summary>An operation waits for an approval.</summary>
    ApprovalNeeded,

    /// <summary>An operation is paused, by a failed step or by somebody.</summary>
    Paused,

    /// <summary>Clients are turned to the other side.</summary>
    Switched,

    /// <summary>An operation has ended, well or not.</summary>
    Ended,
}
