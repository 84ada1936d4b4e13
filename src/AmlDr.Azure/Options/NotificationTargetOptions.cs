namespace AmlDr.Azure.Options;

/// <summary>A webhook. Its address often is a secret by itself (Slack, Teams): it belongs into the settings, and is never logged or shown.</summary>
public sealed class NotificationTargetOptions
{
    /// <summary>The name that policies call it by: 1 to 40 lower-case letters, digits and single dashes.</summary>
    public string Name { get; init; } = "";

    /// <summary>The address: https, or http on loopback.</summary>
    public string Url { get; init; } = "";

    /// <summary>
    /// The secret that messages are signed with (HMAC-SHA256, Standard Webhooks), at least 24 bytes; <c>whsec_</c> and Base64, or any text. Empty:
    /// messages are not signed, which is taken for chats only.
    /// </summary>
    public string Secret { get; init; } = "";
}
