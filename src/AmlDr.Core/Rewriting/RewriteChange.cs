namespace AmlDr.Core.Rewriting;

/// <summary>One field that was rewritten.</summary>
/// <param name="Field">The field.</param>
/// <param name="From">What the primary says.</param>
/// <param name="To">What the secondary is given.</param>
public sealed record RewriteChange(string Field, string From, string To);
