namespace AmlDr.Azure.Options;

/// <summary>The settings of the app, section <c>AmlDr</c>. As app settings: <c>AmlDr__Pairs__0__Name</c> and so on.</summary>
public sealed class AmlDrOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "AmlDr";

    /// <summary>The pairs of workspaces. At least one.</summary>
    public IList<PairOptions> Pairs { get; init; } = [];

    /// <summary>Where catalog, ledger and reports are kept.</summary>
    public ControlStoreOptions ControlStore { get; init; } = new();

    /// <summary>Where Event Grid leaves what it could not deliver.</summary>
    public DeadLetterOptions DeadLetters { get; init; } = new();

    /// <summary>How Azure Resource Manager is called.</summary>
    public ArmOptions Arm { get; init; } = new();

    /// <summary>How files are copied.</summary>
    public CopyOptions Copy { get; init; } = new();

    /// <summary>Where the keys stand that seal secret values.</summary>
    public KeyRingOptions KeyRing { get; init; } = new();

    /// <summary>What the app may do to bring back what was deleted.</summary>
    public RecoveryOptions Recovery { get; init; } = new();

    /// <summary>Who can be told of operations.</summary>
    public NotificationOptions Notifications { get; init; } = new();

    /// <summary>Who may use the HTTP API.</summary>
    public SecurityOptions Security { get; init; } = new();

    /// <summary>
    /// Whether the app stops, as on SIGTERM, when its standard input ends. For a parent process that starts it with a pipe as its input: the
    /// operating system closes the pipe however the parent ends, so that no app is left behind. Defaults to false.
    /// </summary>
    public bool StopWhenInputEnds { get; init; }
}
