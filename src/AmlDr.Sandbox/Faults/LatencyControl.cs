using AmlDr.Sandbox.Observation;

namespace AmlDr.Sandbox.Faults;

/// <summary>Makes calls slow: a base and a random addition per service and region.</summary>
public sealed class LatencyControl
{
    private readonly Lock _gate = new();
    private readonly SeededRandom _random;
    private readonly Dictionary<(AzureService?, string?), LatencySetting> _settings = [];

    internal LatencyControl(SeededRandom random) => _random = random;

    /// <summary>The settings in force.</summary>
    public IReadOnlyList<LatencySetting> Settings
    {
        get
        {
            lock (_gate)
                return [.. _settings.Values];
        }
    }

    /// <summary>Sets the latency for a service and a region; replaces the setting for the same two.</summary>
    /// <param name="setting">The setting. Zero milliseconds and zero jitter take it away.</param>
    /// <exception cref="ArgumentException">A duration is negative.</exception>
    public void Set(LatencySetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (setting.Milliseconds < 0 || setting.JitterMilliseconds < 0)
            throw new ArgumentException("'milliseconds' and 'jitterMilliseconds' must be 0 or more.", nameof(setting));
        (AzureService?, string?) key = (setting.Service, setting.Region?.ToLowerInvariant());
        lock (_gate)
        {
            if (setting is { Milliseconds: 0, JitterMilliseconds: 0 })
                _settings.Remove(key);
            else
                _settings[key] = setting;
        }
    }

    internal TimeSpan Draw(AzureService service, string? region)
    {
        LatencySetting? setting;
        lock (_gate)
        {
            if (_settings.Count == 0)
                return TimeSpan.Zero;
            string? name = region?.ToLowerInvariant();
            setting = _settings.GetValueOrDefault((service, name)) ?? _settings.GetValueOrDefault((service, null))
                ?? _settings.GetValueOrDefault((null, name)) ?? _settings.GetValueOrDefault((null, null));
        }

        return setting is null ? TimeSpan.Zero : TimeSpan.FromMilliseconds(setting.Milliseconds + (_random.NextDouble() * setting.JitterMilliseconds));
    }
}
