using AmlDr.Core.Signals;

namespace AmlDr.Functions.Http;

/// <summary>How well a pair is looked after.</summary>
/// <param name="Name">The pair's name.</param>
/// <param name="Status"><c>healthy</c>; <c>degraded</c> when a signal is wrong; <c>unhealthy</c> when one is badly wrong or not known.</param>
/// <param name="Signals">The signals that are wrong or not known.</param>
public sealed record PairHealth(string Name, string Status, IReadOnlyList<SignalReading> Signals);
