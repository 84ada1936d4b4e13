namespace AmlDr.Sandbox.Scenarios;

/// <summary>One thing that a scenario did or checked.</summary>
/// <param name="Name">What it claims.</param>
/// <param name="Passed">Whether the claim held.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ScenarioStep(string Name, bool Passed, string Detail, double Seconds);
