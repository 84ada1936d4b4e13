namespace AmlDr.Sandbox.Scenarios;

/// <summary>A step failed without which the others make no sense.</summary>
/// <param name="step">The step.</param>
public sealed class ScenarioAbortedException(string step) : Exception($"The scenario ends here: '{step}' did not pass.");
