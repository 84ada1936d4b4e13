namespace AmlDr.Azure.Arm;

/// <summary>An action that may still run.</summary>
/// <param name="Address">Where to ask for its end; null when it has ended.</param>
/// <param name="RetryAfter">How long the service asks to wait before that; null when it does not say.</param>
internal sealed record ArmOperation(string? Address, TimeSpan? RetryAfter);
