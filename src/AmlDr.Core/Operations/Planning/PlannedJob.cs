using AmlDr.Core.Ledger;

namespace AmlDr.Core.Operations.Planning;

/// <summary>A job of the primary that had not ended when it was last seen.</summary>
/// <param name="Name">Its name in the primary.</param>
/// <param name="Type">Its type, such as <c>Command</c>.</param>
/// <param name="Obstacle">Why it cannot be submitted again; null when it can.</param>
public sealed record PlannedJob(string Name, string Type, AssetReason? Obstacle);
