using System.Text.Json.Nodes;

namespace AmlDr.Core.Rewriting;

/// <summary>A document made ready for the secondary.</summary>
/// <param name="Body">What to write: the primary's body without read-only fields, references rewritten.</param>
/// <param name="Changes">The fields that were rewritten.</param>
/// <param name="Findings">What could not be rewritten. Unless it is empty the body must not be written.</param>
public sealed record RewriteResult(JsonObject Body, IReadOnlyList<RewriteChange> Changes, IReadOnlyList<Finding> Findings);
