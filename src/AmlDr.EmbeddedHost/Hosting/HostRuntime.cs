using AmlDr.EmbeddedHost.Invocation;
using AmlDr.EmbeddedHost.Timers;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>What the host works with, read and checked once.</summary>
internal sealed record HostRuntime(
    EmbeddedHostSettings Settings, FunctionCatalog Functions, IReadOnlyDictionary<string, TimerSchedule> Schedules, DateTimeOffset StartedAt);
