namespace AmlDr.Core.Notifications;

/// <summary>How a notification is spelled.</summary>
public enum NotificationFormat
{
    /// <summary>AmlDr's own JSON, for CI and other programs.</summary>
    Json,

    /// <summary>A message for incoming webhooks of Slack, and of what takes the same.</summary>
    Slack,

    /// <summary>An Adaptive Card for Microsoft Teams (Workflows).</summary>
    Teams,
}
