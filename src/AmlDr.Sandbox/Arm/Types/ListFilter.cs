using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Whether a resource passes a list's filter.</summary>
/// <param name="resource">The resource.</param>
/// <param name="body">Its body.</param>
/// <param name="values">The parameter's values.</param>
internal delegate bool ListFilter(StoredResource resource, JsonObject body, IReadOnlyList<string> values);
