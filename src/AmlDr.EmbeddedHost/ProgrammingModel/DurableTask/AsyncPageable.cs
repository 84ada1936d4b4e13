namespace Microsoft.DurableTask;

/// <summary>The results of a query, fetched page by page as they are enumerated.</summary>
/// <typeparam name="T">The kind of item.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>Creates the sequence.</summary>
    protected AsyncPageable()
    {
    }

    /// <summary>Enumerates page by page.</summary>
    /// <param name="continuationToken">Where to begin; null for the start.</param>
    /// <param name="pageSizeHint">How many items a page should hold.</param>
    /// <returns>The pages.</returns>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null);

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (T item in page.Values)
            {
                yield return item;
            }
        }
    }
}
