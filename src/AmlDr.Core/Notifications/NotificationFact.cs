namespace AmlDr.Core.Notifications;

/// <summary>A name and a value, such as the stage.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value. Holds no secret.</param>
public sealed record NotificationFact(string Name, string Value);
