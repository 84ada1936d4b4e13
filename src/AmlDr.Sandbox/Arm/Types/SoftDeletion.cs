using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>How a deleted resource of a type lives on, and comes back.</summary>
/// <param name="Retention">How long its name stays blocked and its data can come back.</param>
/// <param name="Recovers">Whether the body of a PUT asks for recovery.</param>
internal sealed record SoftDeletion(TimeSpan Retention, Func<JsonObject, bool> Recovers)
{
    /// <summary>Code of the 409 that a PUT of the name gets meanwhile.</summary>
    public required string ErrorCode { get; init; }

    /// <summary>Segments of child types that a deletion takes for good.</summary>
    public IReadOnlyList<string> TakenForGood { get; init; } = [];

    /// <summary>Query parameter that, when true, purges in one go; null when there is none.</summary>
    public string? PurgeParameter { get; init; }
}
