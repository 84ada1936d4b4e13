namespace AmlDr.Sandbox.Scenarios;

/// <summary>What a step claims does not hold.</summary>
/// <param name="message">What was seen instead.</param>
public sealed class CheckFailedException(string message) : Exception(message);
