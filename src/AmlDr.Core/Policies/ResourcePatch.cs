using System.Text.Json.Nodes;

namespace AmlDr.Core.Policies;

/// <summary>A resource that says which side serves, changed by JSON merge patches (RFC 7396).</summary>
/// <param name="Name">The name of this way, by which plans and reports call it.</param>
/// <param name="Resource">The resource identifier.</param>
/// <param name="ApiVersion">The api-version of its provider.</param>
/// <param name="Primary">The patch that leads to the primary. Sets the same fields as <paramref name="Secondary"/>.</param>
/// <param name="Secondary">The patch that leads to the secondary.</param>
public sealed record ResourcePatch(string Name, string Resource, string ApiVersion, JsonObject Primary, JsonObject Secondary);
