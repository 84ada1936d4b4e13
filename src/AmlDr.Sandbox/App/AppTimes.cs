namespace AmlDr.Sandbox.App;

/// <summary>Recovery time and point of an operation.</summary>
/// <param name="RtoSeconds">From the request to the verified service; null before.</param>
/// <param name="WaitedSeconds">How much of it was waiting for people.</param>
/// <param name="RpoSeconds">The age of the oldest change that was not mirrored.</param>
public sealed record AppTimes(double? RtoSeconds, double WaitedSeconds, double RpoSeconds);
