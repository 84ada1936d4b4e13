using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Operations.Planning;

/// <summary>Judges how endpoints answer the samples of the policy.</summary>
public static class SampleJudge
{
    /// <summary>Says whether a sample is for an endpoint.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <returns>True when it is.</returns>
    public static bool IsFor(VerificationSample sample, string endpoint)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return NamePattern.Matches(sample.Endpoint, endpoint);
    }

    /// <summary>Judges an answer.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="status">The answer's HTTP status.</param>
    /// <param name="body">Its body.</param>
    /// <returns>What is wrong with it; null when nothing is. Never repeats the answer itself, which may be private.</returns>
    public static string? Judge(VerificationSample sample, int status, string body)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(body);
        return status != sample.Status ? $"it answered {status}, and {sample.Status} is expected"
            : sample.Contains is not null && !body.Contains(sample.Contains, StringComparison.Ordinal) ? $"its answer does not hold '{sample.Contains}'"
            : sample.Answer is not null && !IsAnswer(sample.Answer, body) ? "its answer is not the JSON that is expected"
            : null;
    }

    private static bool IsAnswer(JsonNode expected, string body)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(body), expected);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
