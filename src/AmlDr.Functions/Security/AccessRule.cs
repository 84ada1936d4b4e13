namespace AmlDr.Functions.Security;

/// <summary>What an HTTP function asks of a request, and what it answers.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Role">The role that the caller needs.</param>
/// <param name="Summary">What the function does, in a few words.</param>
public sealed record AccessRule(string Function, Role Role, string Summary)
{
    /// <summary>Whether it starts an operation, so that the number of starts is limited.</summary>
    public bool Starts { get; init; }

    /// <summary>
    /// A query parameter that, when it is given, makes a reading function start something. The request then counts as a start and needs an operator.
    /// </summary>
    public string? StartingQuery { get; init; }

    /// <summary>What the body is deserialized to; null when the function takes none. A member that the type does not have is refused.</summary>
    public Type? Body { get; init; }

    /// <summary>Whether the body may be left out.</summary>
    public bool BodyIsOptional { get; init; }

    /// <summary>A body as it should be, for whoever sent another one.</summary>
    public string? Example { get; init; }

    /// <summary>The query parameters that the function knows, each with what it may be. Another one is refused.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>The HTTP status of success.</summary>
    public int Success { get; init; } = 200;

    /// <summary>What the answer is serialized from; null for a document that is not described further.</summary>
    public Type? Answer { get; init; }

    /// <summary>What else the answer may be serialized from; null when it has one form.</summary>
    public Type? OtherForm { get; init; }

    /// <summary>The media types that the answer may have, chosen by <c>Accept</c>.</summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = ["application/json"];

    /// <summary>What else the function may answer by itself: HTTP statuses with their meaning.</summary>
    public IReadOnlyDictionary<int, string> OtherAnswers { get; init; } = new Dictionary<int, string>();
}
