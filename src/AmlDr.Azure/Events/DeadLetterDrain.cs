namespace AmlDr.Azure.Events;

/// <summary>What a drain of the dead letters came to.</summary>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Found">The events that it found.</param>
/// <param name="Taken">Of those, the ones that were read like any other event: their assets were requested, or they are of no concern.</param>
/// <param name="Parked">The letters that could not be read, which are kept aside.</param>
public sealed record DeadLetterDrain(DateTimeOffset EndedAt, int Found, int Taken, int Parked);
