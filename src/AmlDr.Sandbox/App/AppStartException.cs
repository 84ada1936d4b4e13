namespace AmlDr.Sandbox.App;

/// <summary>The function app did not start.</summary>
/// <param name="message">What happened, with the end of its log.</param>
/// <param name="exitCode">The code that its process ended with; null when it did not end.</param>
public sealed class AppStartException(string message, int? exitCode) : Exception(message)
{
    /// <summary>The code that its process ended with; null when it did not end.</summary>
    public int? ExitCode { get; } = exitCode;
}
