namespace Microsoft.DurableTask.Client;

/// <summary>How to purge.</summary>
/// <param name="Recursive">Whether sub-orchestrations are deleted too.</param>
public record PurgeInstanceOptions(bool Recursive = false);
