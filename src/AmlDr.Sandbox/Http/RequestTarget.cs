namespace AmlDr.Sandbox.Http;

/// <summary>
/// The request line's target, split by hand: Kestrel's decoded path normalises dot segments and double slashes, and a blob's name is
/// whatever the client percent-encoded, neither more nor less.
/// </summary>
internal sealed class RequestTarget
{
    private readonly List<KeyValuePair<string, string>> _query;

    private RequestTarget(string rawPath, string rawQuery)
    {
        RawPath = rawPath;
        RawQuery = rawQuery;
        Segments = rawPath.Length <= 1 ? [] : [.. rawPath[1..].Split('/').Select(Decode)];
        _query = ParseQuery(rawQuery);
    }

    /// <summary>The path as sent, percent-encoding untouched.</summary>
    public string RawPath { get; }

    /// <summary>The query as sent, without the question mark.</summary>
    public string RawQuery { get; }

    /// <summary>The path's segments, each decoded once. Empty segments are kept.</summary>
    public string[] Segments { get; }

    /// <summary>The query's parameters, decoded, in the order sent. A plus sign is a space, as in Azure.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => _query;

    public static RequestTarget Parse(string rawTarget)
    {
        // Absolute form is legal in a request line.
        if (!rawTarget.StartsWith('/') && Uri.TryCreate(rawTarget, UriKind.Absolute, out Uri? absolute))
        {
            rawTarget = rawTarget[(rawTarget.IndexOf(absolute.Authority, StringComparison.Ordinal) + absolute.Authority.Length)..];
            if (!rawTarget.StartsWith('/'))
                rawTarget = "/" + rawTarget;
        }

        int fragment = rawTarget.IndexOf('#', StringComparison.Ordinal);
        if (fragment >= 0)
            rawTarget = rawTarget[..fragment];
        int mark = rawTarget.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? new RequestTarget(rawTarget, string.Empty) : new RequestTarget(rawTarget[..mark], rawTarget[(mark + 1)..]);
    }

    /// <summary>The parameter's first value; the name's case does not count. Null when absent.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, string> pair in _query)
            {
                if (pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return pair.Value;
            }

            return null;
        }
    }

    /// <summary>Every value given for the parameter.</summary>
    public IEnumerable<string> All(string name) =>
        _query.Where(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value);

    private static string Decode(string text) => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;

    private static List<KeyValuePair<string, string>> ParseQuery(string rawQuery)
    {
        List<KeyValuePair<string, string>> pairs = [];
        foreach (string part in rawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? part : part[..equals];
            string value = equals < 0 ? string.Empty : part[(equals + 1)..];
            pairs.Add(new(Decode(name.Replace('+', ' ')), Decode(value.Replace('+', ' '))));
        }

        return pairs;
    }
}
