namespace AmlDr.Sandbox.Scenarios;

/// <summary>What a scenario is run with.</summary>
public sealed record ScenarioOptions
{
    /// <summary>Number of assets that the primary workspace is given.</summary>
    public int Assets { get; init; } = 200;

    /// <summary>Number of online endpoints among them, for scenarios of operations; null for a few.</summary>
    public int? Endpoints { get; init; }

    /// <summary>Number of online deployments among them, for scenarios of operations; null for about two per endpoint.</summary>
    public int? Deployments { get; init; }

    /// <summary>How often the app is killed while it carries out an operation, for scenarios of operations; null for a few times, 0 for never.</summary>
    public int? Kills { get; init; }

    /// <summary>How many times faster than real time the simulated Azure works, for scenarios of operations; null for what the scenario is made for.</summary>
    public double? Speed { get; init; }

    /// <summary>Seed of everything that is made up.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The profile of faults: <c>none</c>, <c>light</c> or <c>heavy</c>.</summary>
    public string Faults { get; init; } = "none";

    /// <summary>Whether the simulated Azure enforces roles, the app having those of <c>infra/</c>.</summary>
    public bool EnforceRoles { get; init; }

    /// <summary>Actions that are left out of the app's roles.</summary>
    public IReadOnlyList<string> WithoutActions { get; init; } = [];
}
