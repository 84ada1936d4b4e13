namespace AmlDr.Functions.Security;

/// <summary>How people are named in records: by what they say, with who is proven to have said so.</summary>
internal static class Staff
{
    /// <summary>Names somebody.</summary>
    /// <param name="said">The name that was given; null or empty when none was.</param>
    /// <param name="caller">Who sent the request.</param>
    /// <returns>The name; null when none was given and the caller is not known.</returns>
    public static string? NameOf(string? said, Caller caller)
    {
        string? name = string.IsNullOrWhiteSpace(said) ? null : said.Trim();
        return !caller.IsKnown ? name
            : name is null ? $"{caller.Name} ({caller.Id})"
            : $"{name} (sent by {caller.Name}, {caller.Id})";
    }
}
