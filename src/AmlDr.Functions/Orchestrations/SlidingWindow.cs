namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Runs work of an orchestration side by side, a set number at a time. The next one starts when any one ends, so that a straggler holds up
/// nobody.
/// </summary>
internal static class SlidingWindow
{
    /// <summary>Runs the work. When some fail, the rest of the running ones is awaited, nothing more is started, and the first failure is thrown.</summary>
    /// <typeparam name="T">An item of work.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="width">How many run at once, at least 1.</param>
    /// <param name="start">Starts one; awaits durable tasks only.</param>
    /// <returns>When all are done.</returns>
    public static async Task RunAsync<T>(IEnumerable<T> items, int width, Func<T, Task> start)
    {
        var running = new List<Task>();
        foreach (T item in items)
        {
            if (running.Count >= width)
            {
                Task ended = await Task.WhenAny(running);
                running.Remove(ended);
                if (!ended.IsCompletedSuccessfully)
                {
                    running.Add(ended);
                    break;
                }
            }

            running.Add(start(item));
        }

        await Task.WhenAll(running);
    }
}
