using System.Text.Json.Nodes;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Operations.Planning;

/// <summary>A request by which an endpoint proves that it serves.</summary>
public sealed record ScoringSample
{
    /// <summary>The endpoint's name, with <c>*</c> and <c>?</c>; the first sample that matches counts.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The body that is sent.</summary>
    public required JsonNode Request { get; init; }

    /// <summary>The status that is expected.</summary>
    public int Status { get; init; } = 200;

    /// <summary>A text that the answer must hold; null for none.</summary>
    public string? Contains { get; init; }

    /// <summary>The answer as JSON; null when it does not matter.</summary>
    public JsonNode? Answer { get; init; }

    /// <summary>Says whether the sample is for an endpoint.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <returns>True when it is.</returns>
    public bool IsFor(string endpoint) => NamePattern.Matches(Endpoint, endpoint);

    /// <summary>Judges an answer.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="body">Its body.</param>
    /// <returns>What is wrong with it; null when nothing is. Never repeats the answer itself, which may be private.</returns>
    public string? Judge(int status, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return status != Status ? $"it answered {status}, and {Status} is expected"
            : Contains is not null && !body.Contains(Contains, StringComparison.Ordinal) ? $"its answer does not hold '{Contains}'"
            : Answer is not null && !IsAnswer(body) ? "its answer is not the JSON that is expected"
            : null;
    }

    private bool IsAnswer(string body)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(body), Answer);
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
