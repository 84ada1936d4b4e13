namespace Microsoft.DurableTask.Client;

/// <summary>How to terminate an instance.</summary>
/// <param name="Output">The instance's output, usually the reason.</param>
/// <param name="Recursive">Whether sub-orchestrations are terminated too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
