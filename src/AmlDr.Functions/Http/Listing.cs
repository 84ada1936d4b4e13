namespace AmlDr.Functions.Http;

/// <summary>A list, or a page of one.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Value">The items.</param>
/// <param name="ContinuationToken">What to ask for the next page with; null on the last.</param>
public sealed record Listing<T>(IReadOnlyList<T> Value, string? ContinuationToken = null);
