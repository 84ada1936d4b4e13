using System.Text.Json.Nodes;

namespace AmlDr.Core.Policies;

/// <summary>One change of a document.</summary>
/// <param name="Field">The field, by property names from the top joined by dots, such as <c>properties.requestSettings.requestTimeout</c>.</param>
/// <param name="Value">What it shall say; null removes it.</param>
public sealed record PatchOperation(string Field, JsonNode? Value);
