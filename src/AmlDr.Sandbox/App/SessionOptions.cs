using AmlDr.Sandbox.Arm;

namespace AmlDr.Sandbox.App;

/// <summary>How a session is set up.</summary>
public sealed record SessionOptions
{
    /// <summary>Seed of the simulated world and of drawn faults.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Port of the simulated Azure; 0 takes a free one.</summary>
    public int AzurePort { get; init; }

    /// <summary>Port of the app; null takes a free one.</summary>
    public int? AppPort { get; init; }

    /// <summary>Factor on Event Grid's waits between deliveries.</summary>
    public double EventTimeScale { get; init; } = 0.02;

    /// <summary>
    /// Rates that the simulated Resource Manager allows and that the app is told to keep to. By default ten times Azure's: simulated calls
    /// take a millisecond where real ones take fifty to two hundred, so a run that is ten times as fast meets the limits as often.
    /// </summary>
    public ThrottlingOptions Throttling { get; init; } = new()
    {
        ReadBurst = 2500,
        ReadsPerSecond = 250,
        WriteBurst = 2000,
        WritesPerSecond = 100,
        DeleteBurst = 2000,
        DeletesPerSecond = 100,
    };

    /// <summary>How many times faster than real time the simulated services work; the rates that the app is told grow with it.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How long a simulated timeout hangs before the connection is dropped.</summary>
    public TimeSpan HangLength { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Settings of the app that replace or extend the usual ones.</summary>
    public IReadOnlyDictionary<string, string> AppSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether roles are enforced, the app having those of <c>infra/</c> and no more; its key ring then stands where a deployment has it.
    /// </summary>
    public bool EnforceRoles { get; init; }

    /// <summary>Actions that are left out of the app's roles, to see what fails without them.</summary>
    public IReadOnlyList<string> WithoutActions { get; init; } = [];

    /// <summary>Whether the app is started with the session. When not, it is prepared and can be started later.</summary>
    public bool StartApp { get; init; } = true;
}
