namespace AmlDr.Core.Evidence;

/// <summary>How an operation ended.</summary>
/// <param name="State">Its last state, such as <c>CompletedWithExceptions</c>.</param>
/// <param name="Tone">How it is to be taken.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="WaitedMilliseconds">How much of it was spent waiting for people.</param>
/// <param name="RpoMilliseconds">The measured recovery point: the age of the oldest change that was not mirrored.</param>
/// <param name="RtoMilliseconds">The measured recovery time, from the request to the verified service; null when the service was not verified.</param>
public sealed record EvidenceOutcome(
    string State, EvidenceTone Tone, DateTimeOffset EndedAt, long WaitedMilliseconds, long RpoMilliseconds, long? RtoMilliseconds = null);
