namespace AmlDr.Core.Readiness.Snapshots;

/// <summary>Makes readings.</summary>
public static class Reading
{
    /// <summary>Something that was read.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="what">What it is, for people, such as "the key vault kv-ml".</param>
    /// <param name="value">The value.</param>
    /// <returns>The reading.</returns>
    public static Reading<T> Of<T>(string what, T value)
        where T : class => new(ReadingState.Read, what, value, null, null);

    /// <summary>Something that does not exist.</summary>
    /// <typeparam name="T">What it would be.</typeparam>
    /// <param name="what">What it would be, for people.</param>
    /// <returns>The reading.</returns>
    public static Reading<T> Missing<T>(string what)
        where T : class => new(ReadingState.Missing, what, null, $"{Upper(what)} does not exist.", null);

    /// <summary>Something that the app may not read.</summary>
    /// <typeparam name="T">What it would be.</typeparam>
    /// <param name="what">What it would be, for people.</param>
    /// <param name="grant">What is to be granted: the action, where, and the role that has it.</param>
    /// <returns>The reading.</returns>
    public static Reading<T> Denied<T>(string what, string grant)
        where T : class => new(ReadingState.Denied, what, null, $"{Upper(what)} may not be read by the app (403).", grant);

    /// <summary>Something that could not be read.</summary>
    /// <typeparam name="T">What it would be.</typeparam>
    /// <param name="what">What it would be, for people.</param>
    /// <param name="problem">What went wrong, a sentence.</param>
    /// <returns>The reading.</returns>
    public static Reading<T> Failed<T>(string what, string problem)
        where T : class => new(ReadingState.Failed, what, null, $"{Upper(what)} could not be read: {problem}", null);

    /// <summary>Something that nobody tried to read.</summary>
    /// <typeparam name="T">What it would be.</typeparam>
    /// <param name="what">What it would be, for people.</param>
    /// <returns>The reading.</returns>
    public static Reading<T> NotAsked<T>(string what)
        where T : class => new(ReadingState.NotAsked, what, null, $"{Upper(what)} was not read, because what it belongs to was not.", null);

    private static string Upper(string what) => what.Length == 0 ? what : char.ToUpperInvariant(what[0]) + what[1..];
}
