namespace AmlDr.Core.Notifications;

/// <summary>How urgent a notification is.</summary>
public enum NotificationSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>Somebody must act now.</summary>
    Critical,
}
