using System.Text.RegularExpressions;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Sandbox.Faults;

/// <summary>
/// Which calls something goes wrong with, and what. A property left null does not restrict. Of several rules that match, the oldest
/// that strikes counts.
/// </summary>
public sealed record FaultRule
{
    /// <summary>Name of the rule. Made up when null.</summary>
    public string? Id { get; init; }

    /// <summary>Only calls to this service.</summary>
    public AzureService? Service { get; init; }

    /// <summary>Only this HTTP method.</summary>
    public string? Method { get; init; }

    /// <summary>Only calls whose path and query match this regular expression, ignoring case.</summary>
    public string? PathPattern { get; init; }

    /// <summary>Only calls for this region.</summary>
    public string? Region { get; init; }

    /// <summary>Only this operation, as the call log names it.</summary>
    public string? Operation { get; init; }

    /// <summary>What goes wrong; of several one is drawn for each call.</summary>
    public required IReadOnlyList<FaultKind> Kinds { get; init; }

    /// <summary>Share of the matching calls that are struck, from 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Strike so many times, then never again. Null for no end.</summary>
    public int? Times { get; init; }

    /// <summary>Let so many matching calls pass first.</summary>
    public int Skip { get; init; }

    /// <summary>Seconds in <c>Retry-After</c> of a 429 or 503.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>How long a timeout hangs before the connection is dropped, in milliseconds. Null for the simulator's setting.</summary>
    public int? HangMilliseconds { get; init; }

    /// <summary>Code of the error that a long-running operation struck by <see cref="FaultKind.OperationFailed"/> ends with.</summary>
    public string FailureCode { get; init; } = "OperationFailed";

    /// <summary>Says what is wrong with the rule, one sentence per mistake; empty when it is sound.</summary>
    public IEnumerable<string> Validate()
    {
        if (Kinds is null || Kinds.Count == 0)
            yield return "'kinds' is empty; name at least one of: " + string.Join(", ", Enum.GetNames<FaultKind>()) + ".";
        if (Probability is < 0 or > 1 or double.NaN)
            yield return $"'probability' is {Probability}; it must lie between 0 and 1.";
        if (Times < 1)
            yield return $"'times' is {Times}; it must be 1 or more, or absent for no end.";
        if (Skip < 0)
            yield return $"'skip' is {Skip}; it must be 0 or more.";
        if (RetryAfterSeconds < 0)
            yield return $"'retryAfterSeconds' is {RetryAfterSeconds}; it must be 0 or more.";
        if (HangMilliseconds < 0)
            yield return $"'hangMilliseconds' is {HangMilliseconds}; it must be 0 or more.";
        if (string.IsNullOrWhiteSpace(FailureCode))
            yield return "'failureCode' is empty; give the code of an error such as 'OutOfCapacity', or leave it out.";
        string? mistake = null;
        if (PathPattern is not null)
        {
            try
            {
                _ = new Regex(PathPattern);
            }
            catch (ArgumentException exception)
            {
                mistake = $"'pathPattern' is '{PathPattern}', which is no regular expression: {exception.Message}";
            }
        }

        if (mistake is not null)
            yield return mistake;
    }
}
