using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>Makes an <see cref="AsyncPageable{T}"/> of a function that fetches one page.</summary>
public static class Pageable
{
    /// <summary>Makes a paged sequence.</summary>
    /// <typeparam name="T">The kind of item.</typeparam>
    /// <param name="pageFunc">Fetches the page that begins at the continuation token.</param>
    /// <returns>The sequence.</returns>
    public static AsyncPageable<T> Create<T>(Func<string?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return new FuncPageable<T>((token, _, cancellation) => pageFunc(token, cancellation));
    }

    /// <summary>Makes a paged sequence.</summary>
    /// <typeparam name="T">The kind of item.</typeparam>
    /// <param name="pageFunc">Fetches the page that begins at the continuation token, of about the size asked for.</param>
    /// <returns>The sequence.</returns>
    public static AsyncPageable<T> Create<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return new FuncPageable<T>(pageFunc);
    }

    private sealed class FuncPageable<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc) : AsyncPageable<T>
        where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
            Enumerate(continuationToken, pageSizeHint);

        private async IAsyncEnumerable<Page<T>> Enumerate(
            string? continuationToken, int? pageSizeHint, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            do
            {
                Page<T> page = await pageFunc(continuationToken, pageSizeHint, cancellation);
                yield return page;
                continuationToken = page.ContinuationToken;
            }
            while (continuationToken is not null);
        }
    }
}
