using AmlDr.Core.Readiness;

namespace AmlDr.Core.Tests.Readiness;

/// <summary>A change of the world, and what a check then says.</summary>
/// <param name="Check">The check.</param>
/// <param name="Name">What the case is about.</param>
/// <param name="Change">Changes the world.</param>
/// <param name="Verdict">What the check says.</param>
/// <param name="Reason">A part of its first finding's reason.</param>
internal sealed record CheckCase(string Check, string Name, Action<ReadinessWorld> Change, ReadinessVerdict Verdict, string Reason);
