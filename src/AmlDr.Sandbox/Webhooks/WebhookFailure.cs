namespace AmlDr.Sandbox.Webhooks;

/// <summary>How a sink fails.</summary>
public sealed record WebhookFailure
{
    /// <summary>HTTP status that calls are answered with, 300 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>Fail so many calls, then take them again. Null for no end.</summary>
    public int? Times { get; init; }

    /// <summary>Seconds in <c>Retry-After</c>; null for no such header.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Says what is wrong with the values, one sentence per mistake.</summary>
    public IEnumerable<string> Validate()
    {
        if (Status is < 300 or > 599)
            yield return $"'status' is {Status}; it must be 300 to 599.";
        if (Times < 1)
            yield return $"'times' is {Times}; it must be 1 or more, or absent for no end.";
        if (RetryAfterSeconds < 0)
            yield return $"'retryAfterSeconds' is {RetryAfterSeconds}; it must be 0 or more.";
    }
}
