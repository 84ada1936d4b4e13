using System.Text.Json.Nodes;

namespace AmlDr.Azure.Arm;

/// <summary>What an action was answered with.</summary>
/// <param name="Body">The answer, which may be secret; null when there is none.</param>
/// <param name="Operation">Where an action that goes on after its answer is watched; null when it is done.</param>
/// <param name="RetryAfter">How long to wait before looking; null when the service does not say.</param>
public sealed record ArmActionResult(JsonNode? Body, Uri? Operation, TimeSpan? RetryAfter);
