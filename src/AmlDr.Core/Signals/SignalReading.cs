namespace AmlDr.Core.Signals;

/// <summary>A signal of a pair at one time.</summary>
/// <param name="Key">The signal.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="State">How it stands.</param>
/// <param name="Value">Its value; null when it is not known.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Remedy">What to do; null when nothing is to be done.</param>
public sealed record SignalReading(string Key, string Metric, string Title, SignalState State, double? Value, double Threshold, string? Remedy);
