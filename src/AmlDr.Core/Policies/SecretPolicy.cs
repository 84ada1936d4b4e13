namespace AmlDr.Core.Policies;

/// <summary>What is done with secrets.</summary>
public sealed record SecretPolicy
{
    /// <summary>True when credentials are read in the primary and written through to the secondary. They are kept nowhere.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>Environment variables whose names fit one of these patterns hold secrets. Case does not count.</summary>
    public IReadOnlyList<string> NamePatterns { get; init; } =
        ["*KEY*", "*SECRET*", "*TOKEN*", "*PASSWORD*", "*PASSWD*", "*PWD*", "*CONNECTION*STRING*", "*CREDENTIAL*", "*SAS*"];

    /// <summary>Says whether an environment variable holds a secret.</summary>
    /// <param name="name">The variable's name.</param>
    /// <returns>True when it does.</returns>
    public bool IsSecret(string name) => NamePatterns.Any(pattern => NamePattern.Matches(pattern, name));
}
