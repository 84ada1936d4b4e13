namespace AmlDr.Sandbox.Tests.Contract;

/// <summary>An answer is not what the published specification allows.</summary>
public sealed class ContractViolationException(string message) : Exception(message);
