using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Seeding;

/// <summary>A job of the primary workspace.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">How far it is, for example <c>Running</c>.</param>
/// <param name="Body">Its document.</param>
/// <param name="CanMove">Whether it has all that it needs in another workspace too.</param>
public sealed record SeedJob(string Name, string Status, JsonObject Body, bool CanMove)
{
    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => Status is "Completed" or "Failed" or "Canceled";
}
