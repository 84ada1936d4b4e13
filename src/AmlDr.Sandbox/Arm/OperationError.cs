namespace AmlDr.Sandbox.Arm;

/// <summary>Why a long-running operation failed.</summary>
/// <param name="Code">The error's code.</param>
/// <param name="Message">What happened.</param>
internal sealed record OperationError(string Code, string Message);
