namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>The host cannot start: settings, <c>host.json</c> or functions are wrong. The message lists all errors, each with its remedy.</summary>
public sealed class HostConfigurationException : Exception
{
    internal HostConfigurationException(IReadOnlyList<string> errors)
        : base($"The host cannot start:{string.Concat(errors.Select(error => $"{Environment.NewLine}  - {error}"))}") => Errors = errors;

    /// <summary>The errors, each naming what is wrong, its value and the remedy.</summary>
    public IReadOnlyList<string> Errors { get; }
}
