using System.Globalization;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.App;

/// <summary>The settings that let the function app work on a simulated Azure. Every setting of the sample is set, so that no file beside the app decides.</summary>
public static class AppSettings
{
    /// <summary>Name of the pair of workspaces that the app is given.</summary>
    public const string PairName = "demo";

    /// <summary>Container of the control store, in the account of the secondary region that is meant for it.</summary>
    public const string ControlContainer = "amldr";

    /// <summary>Container of the control store while everything is mirrored back.</summary>
    public const string ReturnContainer = "amldr-return";

    // Once a year: a sweep in the sandbox is always asked for.
    private const string NoSweep = "0 0 0 1 1 *";

    /// <summary>Makes the settings.</summary>
    /// <param name="azure">The simulated Azure. The app is told the same call rates as the simulator allows.</param>
    /// <param name="keys">The keys of this run.</param>
    /// <param name="stateFolder">The app's state folder.</param>
    /// <param name="overrides">Settings that replace or extend these; null for none.</param>
    /// <param name="speed">How many times faster than real time the simulated Azure works.</param>
    public static IReadOnlyDictionary<string, string> For(
        SimulatedAzure azure, AppKeys keys, string stateFolder, IReadOnlyDictionary<string, string>? overrides = null, double speed = 1)
    {
        ArgumentNullException.ThrowIfNull(azure);
        ArgumentNullException.ThrowIfNull(keys);
        ThrottlingOptions rates = azure.Throttle.Options;
        Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase)
        {
            ["IDENTITY_ENDPOINT"] = azure.IdentityEndpoint.ToString(),
            ["IDENTITY_HEADER"] = azure.IdentityHeader,
            ["AmlDrSweepSchedule"] = NoSweep,
            ["AmlDrReadinessSchedule"] = NoSweep,
            ["AmlDrAuditSchedule"] = NoSweep,
            ["AmlDrSignalSchedule"] = NoSweep,
            ["AmlDr__StopWhenInputEnds"] = "true",
            ["AmlDr__Pairs__0__Name"] = PairName,
            ["AmlDr__Pairs__0__Primary__WorkspaceId"] = azure.World.Primary.ResourceId,
            ["AmlDr__Pairs__0__Secondary__WorkspaceId"] = azure.World.Secondary.ResourceId,
            ["AmlDr__ControlStore__ContainerUri"] = azure.BlobEndpoint(azure.World.ControlAccount.Name) + ControlContainer,
            ["AmlDr__DeadLetters__ContainerUri"] = "",
            ["AmlDr__Arm__Endpoint"] = azure.BaseUrl,
            ["AmlDr__Arm__Audience"] = "https://management.azure.com",
            ["AmlDr__Arm__ApiVersion"] = "2025-12-01",
            ["AmlDr__Arm__CallTimeout"] = "00:00:05",
            ["AmlDr__Arm__ReadBurst"] = Text(rates.ReadBurst),
            ["AmlDr__Arm__ReadsPerSecond"] = Text(rates.ReadsPerSecond * speed),
            ["AmlDr__Arm__WriteBurst"] = Text(rates.WriteBurst),
            ["AmlDr__Arm__WritesPerSecond"] = Text(rates.WritesPerSecond * speed),
            ["AmlDr__Copy__SourceAuthorization"] = "Bearer",
            ["AmlDr__Copy__SingleCopyMethod"] = "PutBlobFromUrl",
            ["AmlDr__Copy__SingleCopyLimitBytes"] = Text(256L * 1024 * 1024),
            ["AmlDr__Copy__BlockBytes"] = Text(100L * 1024 * 1024),
            ["AmlDr__Copy__ParallelCalls"] = "8",
            ["AmlDr__Copy__CallTimeout"] = "00:05:00",
            ["AmlDr__Copy__StreamingFallback"] = "false",
            ["AmlDr__KeyRing__Directory"] = Path.Combine(stateFolder, "keyring"),
            ["AmlDr__KeyRing__ContainerUri"] = "",
            ["AmlDr__KeyRing__KeyVaultKeyId"] = "",
            ["AmlDr__Security__Mode"] = "FunctionKey",
            ["AmlDr__Security__TenantId"] = "",
            ["AmlDr__Security__Audience"] = "",
            ["AmlDr__Security__Authority"] = "",
            // Scenarios sweep as often as they like.
            ["AmlDr__Security__StartsPerMinute"] = "600",
            ["AmlDr__Security__LargestBodyBytes"] = "65536",
            ["EmbeddedHost__StateDirectory"] = stateFolder,
            // Whatever is cut off is taken up again from the state folder.
            ["EmbeddedHost__DrainSeconds"] = "1",
            ["EmbeddedHost__Keys__Master"] = keys.Master,
            ["EmbeddedHost__Keys__Default"] = keys.Function,
            ["EmbeddedHost__Keys__EventGrid"] = keys.EventGrid,
            ["EmbeddedHost__Keys__DurableTask"] = keys.Durable,
        };
        foreach ((string name, string value) in overrides ?? new Dictionary<string, string>())
            settings[name] = value;
        return settings;
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
