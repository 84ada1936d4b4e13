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

    /// <summary>Puts several lists into one. When one of them was not read, the whole was not.</summary>
    /// <typeparam name="T">What they hold.</typeparam>
    /// <param name="what">What the whole is, for people.</param>
    /// <param name="parts">The lists.</param>
    /// <returns>The whole, or the first failure.</returns>
    public static Reading<IReadOnlyList<T>> Join<T>(string what, IReadOnlyCollection<Reading<IReadOnlyList<T>>> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.FirstOrDefault(part => part.State != ReadingState.Read) ?? Of<IReadOnlyList<T>>(what, [.. parts.SelectMany(part => part.Value!)]);
    }

    /// <summary>Makes something else of what was read; of what was not, the same failure.</summary>
    /// <typeparam name="T">What was read.</typeparam>
    /// <typeparam name="TResult">What is made of it.</typeparam>
    /// <param name="reading">The reading.</param>
    /// <param name="select">Makes it.</param>
    /// <returns>The reading of the result.</returns>
    public static Reading<TResult> Select<T, TResult>(this Reading<T> reading, Func<T, TResult> select)
        where T : class
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(select);
        return new Reading<TResult>(reading.State, reading.What, reading.Value is { } value ? select(value) : null, reading.Problem, reading.Grant);
    }

    private static string Upper(string what) => what.Length == 0 ? what : char.ToUpperInvariant(what[0]) + what[1..];
}
