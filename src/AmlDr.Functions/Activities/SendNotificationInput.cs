using AmlDr.Core.Notifications;

namespace AmlDr.Functions.Activities;

/// <summary>What is told to whom.</summary>
/// <param name="Target">The name of a target in the settings.</param>
/// <param name="Format">How it is spelled.</param>
/// <param name="Message">What is told.</param>
public sealed record SendNotificationInput(string Target, NotificationFormat Format, NotificationMessage Message);
