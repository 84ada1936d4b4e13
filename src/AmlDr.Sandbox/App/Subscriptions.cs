namespace AmlDr.Sandbox.App;

/// <summary>Names of the event subscriptions that a session makes.</summary>
public static class Subscriptions
{
    /// <summary>Model events of the primary workspace.</summary>
    public const string Models = "models";

    /// <summary>Resource events of the resource group.</summary>
    public const string Resources = "resources";
}
