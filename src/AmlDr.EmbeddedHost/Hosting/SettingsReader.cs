using System.Globalization;
using System.Text.RegularExpressions;
using AmlDr.EmbeddedHost.Durable.History;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>Reads and checks the host's settings; collects all errors.</summary>
internal sealed partial class SettingsReader(IConfiguration configuration)
{
    private const string Own = "EmbeddedHost";
    private const string DurableTask = HostFiles.HostSection + ":extensions:durableTask";
    private const int ShortestKey = 16;

    /// <summary>The Functions host's own default where there is no limit by plan.</summary>
    private static readonly TimeSpan DefaultFunctionTimeout = TimeSpan.FromMinutes(30);

    private readonly List<string> _errors = [];

    /// <summary>What is wrong, all of it at once; each line names the setting, its value and the remedy.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public EmbeddedHostSettings Read() => new()
    {
        StateDirectory = StateDirectory(),
        HubName = HubName(),
        RoutePrefix = configuration[$"{HostFiles.HostSection}:extensions:http:routePrefix"] ?? "api",
        CustomHeaders = CustomHeaders(),
        FunctionTimeout = FunctionTimeout(),
        MaxConcurrentActivities = Number($"{DurableTask}:maxConcurrentActivityFunctions", 10 * Environment.ProcessorCount, 1, 10_000),
        MaxConcurrentOrchestrators = Number($"{DurableTask}:maxConcurrentOrchestratorFunctions", 10 * Environment.ProcessorCount, 1, 10_000),
        DefaultRefusingStatuses = RefusingStatuses(),
        Versioning = Versioning(),
        Keys = new HostKeySettings(Key("Master"), Key("Default"), Key("EventGrid"), Key("DurableTask")),
        EventGridMaxBodyBytes = Number($"{Own}:EventGridMaxBodyBytes", 4 * 1024 * 1024, 1024, 64 * 1024 * 1024),
        DrainTimeout = TimeSpan.FromSeconds(Number($"{Own}:DrainSeconds", 20, 0, 3600)),
        MaxCrashesPerActivity = Number($"{Own}:MaxCrashesPerActivity", 20, 1, 1_000_000),
    };

    /// <summary>Replaces <c>%Setting%</c> in a text by the setting's value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">Where it stands, for the error when the setting is missing.</param>
    public string Resolve(string text, string where) => Placeholder().Replace(text, match =>
    {
        string name = match.Groups[1].Value;
        string? value = configuration[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)];
        if (string.IsNullOrEmpty(value))
        {
            _errors.Add($"{where} refers to the setting '{name}', which is not set. Set it, or write the value in place.");
        }

        return value ?? string.Empty;
    });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\A[A-Za-z0-9\-]+\z")]
    private static partial Regex HeaderNames();

    [GeneratedRegex(@"\A[\x20-\x7E]+\z")]
    private static partial Regex HeaderValues();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex HubNames();

    /// <summary>The setting's name as an environment variable has it.</summary>
    private static string Display(string key) => key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);

    private string StateDirectory()
    {
        string path = configuration[$"{Own}:StateDirectory"] is { Length: > 0 } given ? given : Path.Combine(".amldr", "state");
        if (path.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
        {
            _errors.Add($"EmbeddedHost__StateDirectory is '{path}', which is no path. Give the path of a folder.");
        }

        return path;
    }

    private string HubName()
    {
        string name = Resolve(configuration[$"{DurableTask}:hubName"] ?? "DefaultTaskHub", "host.json extensions.durableTask.hubName");
        if (!HubNames().IsMatch(name))
        {
            _errors.Add($"host.json extensions.durableTask.hubName is '{name}'. Use 3 to 45 letters and digits, a letter first.");
        }

        return name;
    }

    private TimeSpan? FunctionTimeout()
    {
        string? text = configuration[$"{HostFiles.HostSection}:functionTimeout"];
        if (string.IsNullOrEmpty(text))
        {
            return DefaultFunctionTimeout;
        }

        if (text == "-1")
        {
            return null;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan timeout) && timeout > TimeSpan.Zero)
        {
            return timeout;
        }

        _errors.Add($"host.json functionTimeout is '{text}'. Give a time span such as 00:10:00, or -1 for no limit.");
        return null;
    }

    private Dictionary<string, string> CustomHeaders()
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection header in configuration.GetSection($"{HostFiles.HostSection}:extensions:http:customHeaders").GetChildren())
        {
            string value = header.Value ?? string.Empty;
            if (!HeaderNames().IsMatch(header.Key) || !HeaderValues().IsMatch(value))
            {
                _errors.Add($"host.json extensions.http.customHeaders.{header.Key} is '{value}'. Use letters, digits and dashes in the name and printable ASCII characters in the value.");
            }

            headers[header.Key] = value;
        }

        return headers;
    }

    private HashSet<InstanceStatus> RefusingStatuses()
    {
        string? text = configuration[$"{DurableTask}:overridableExistingInstanceStates"];
        if (string.IsNullOrEmpty(text) || string.Equals(text, "NonRunningStates", StringComparison.OrdinalIgnoreCase))
        {
            return new HashSet<InstanceStatus> { InstanceStatus.Running, InstanceStatus.Pending, InstanceStatus.Suspended };
        }

        if (!string.Equals(text, "AnyState", StringComparison.OrdinalIgnoreCase))
        {
            _errors.Add($"host.json extensions.durableTask.overridableExistingInstanceStates is '{text}'. Use NonRunningStates or AnyState.");
        }

        return new HashSet<InstanceStatus>();
    }

    private DurableTaskWorkerOptions.VersioningOptions? Versioning()
    {
        string? version = configuration[$"{DurableTask}:defaultVersion"];
        DurableTaskWorkerOptions.VersionMatchStrategy match = Choice(
            $"{DurableTask}:versionMatchStrategy", DurableTaskWorkerOptions.VersionMatchStrategy.None);
        DurableTaskWorkerOptions.VersionFailureStrategy failure = Choice(
            $"{DurableTask}:versionFailureStrategy", DurableTaskWorkerOptions.VersionFailureStrategy.Reject);
        return version is null && match == DurableTaskWorkerOptions.VersionMatchStrategy.None ? null : new DurableTaskWorkerOptions.VersioningOptions
        {
            Version = version ?? string.Empty,
            DefaultVersion = version ?? string.Empty,
            MatchStrategy = match,
            FailureStrategy = failure,
        };
    }

    private string? Key(string name)
    {
        string? value = configuration[$"{Own}:Keys:{name}"];
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (value.Length < ShortestKey)
        {
            // The value is a secret and is not repeated.
            _errors.Add($"EmbeddedHost__Keys__{name} has {value.Length} characters. Give at least {ShortestKey}, or remove the setting to have a key made.");
        }

        return value;
    }

    private int Number(string key, int fallback, int min, int max)
    {
        string? text = configuration[key];
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max)
        {
            return value;
        }

        _errors.Add($"{Display(key)} is '{text}'. Give a whole number from {min} to {max}.");
        return fallback;
    }

    private T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        string? text = configuration[key];
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }

        if (Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value))
        {
            return value;
        }

        _errors.Add($"{Display(key)} is '{text}'. Use one of {string.Join(", ", Enum.GetNames<T>())}.");
        return fallback;
    }
}
