using AmlDr.Core.Notifications;

namespace AmlDr.Core.Policies;

/// <summary>Who is told of what.</summary>
/// <param name="Target">The name of a target in the settings, which hold its address and secret.</param>
/// <param name="Format">How it is told.</param>
/// <param name="Events">What it is told of; none means everything.</param>
public sealed record NotificationRule(
    string Target, NotificationFormat Format = NotificationFormat.Json, IReadOnlyList<NotificationEvent>? Events = null)
{
    /// <summary>Says whether the target is told of an event.</summary>
    /// <param name="happened">The event.</param>
    /// <returns>True when it is.</returns>
    public bool Wants(NotificationEvent happened) => Events is null or [] || Events.Contains(happened);
}
