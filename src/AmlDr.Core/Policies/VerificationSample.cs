using System.Text.Json.Nodes;

namespace AmlDr.Core.Policies;

/// <summary>A request by which an online endpoint proves that it serves.</summary>
/// <param name="Endpoint">The pattern of the endpoint's name; the first sample that fits counts.</param>
/// <param name="Request">The body that is sent.</param>
/// <param name="Status">The HTTP status that is expected.</param>
/// <param name="Contains">A text that the answer must hold; null for none.</param>
/// <param name="Answer">The answer as JSON; null when it does not matter.</param>
public sealed record VerificationSample(string Endpoint, JsonNode Request, int Status = 200, string? Contains = null, JsonNode? Answer = null);
