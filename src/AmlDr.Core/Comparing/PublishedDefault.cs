using AmlDr.Core.Kinds;

namespace AmlDr.Core.Comparing;

/// <summary>A value that the service takes when a document does not say one.</summary>
/// <param name="Path">The field.</param>
/// <param name="Definition">The published definition that has the property, such as <c>OnlineRequestSettings</c>.</param>
/// <param name="Value">The value as JSON.</param>
/// <param name="WhenMember">A member next to the field whose text decides whether the default holds; null when it always does.</param>
/// <param name="WhenValue">That text, case not counting; null when it always does.</param>
public sealed record PublishedDefault(FieldPath Path, string Definition, string Value, string? WhenMember = null, string? WhenValue = null);
