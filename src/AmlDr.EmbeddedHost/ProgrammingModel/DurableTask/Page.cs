namespace Microsoft.DurableTask;

/// <summary>One page of a query's results.</summary>
/// <typeparam name="T">The kind of item.</typeparam>
public sealed class Page<T>
    where T : notnull
{
    /// <summary>Creates a page.</summary>
    /// <param name="values">The items.</param>
    /// <param name="continuationToken">Where the next page begins; null for the last page.</param>
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    /// <summary>The items.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>Where the next page begins; null for the last page.</summary>
    public string? ContinuationToken { get; }
}
