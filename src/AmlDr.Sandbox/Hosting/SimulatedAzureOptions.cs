using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.EventGrid;

namespace AmlDr.Sandbox.Hosting;

/// <summary>How a simulated Azure is set up.</summary>
public sealed record SimulatedAzureOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Seed of everything that is made up: ids, keys, drawn faults. The same seed gives the same world.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The clock that every time and every wait goes by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// How many times faster than real time the simulated services work: long-running operations, Resource Manager's rates, Event Grid's
    /// schedule, pending copies and timed outages. Time stamps, tokens and signatures go by the real clock; <c>Retry-After</c> tells real seconds.
    /// </summary>
    public double Speed { get; init; } = 1;

    /// <summary>What storage accounts have for <c>allowSharedKeyAccess</c> when nothing is said.</summary>
    public bool AllowSharedKeyAccess { get; init; } = true;

    /// <summary>Resource Manager's limits on the rate of calls.</summary>
    public ThrottlingOptions Throttling { get; init; } = new();

    /// <summary>Event Grid's delivery.</summary>
    public EventGridOptions EventGrid { get; init; } = new();

    /// <summary>Items of an ARM list's page where the specification names no number.</summary>
    public int DefaultPageSize { get; init; } = 100;

    /// <summary>Page sizes by operation, for example <c>models/versions</c>; they win over every default.</summary>
    public IReadOnlyDictionary<string, int> PageSizes { get; init; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a PUT that carries read-only fields is refused with 400. By default they are ignored: Resource Manager's contract asks
    /// resource providers to accept what a GET returned.
    /// </summary>
    public bool RejectReadOnlyFields { get; init; }

    /// <summary>How long a long-running operation takes.</summary>
    public TimeSpan LongRunningDuration { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What <c>Retry-After</c> tells those who wait for a long-running operation, in seconds.</summary>
    public int LongRunningRetryAfterSeconds { get; init; } = 1;

    /// <summary>How long an asynchronous Copy Blob stays pending beyond the time its bytes take.</summary>
    public TimeSpan AsyncCopyDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a simulated timeout hangs before the connection is dropped.</summary>
    public TimeSpan HangLength { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Calls that the log keeps whole. Totals stay exact beyond it.</summary>
    public int CallLogCapacity { get; init; } = 100_000;

    /// <summary>Says what is wrong with the values: one sentence per mistake, with the setting, its value and the remedy.</summary>
    public IEnumerable<string> Validate()
    {
        if (Port is < 0 or > 65535)
            yield return $"Port is {Port}; use 0 for any free port, or 1 to 65535.";
        if (!(Speed > 0) || double.IsInfinity(Speed))
            yield return $"Speed is {Speed}; use a factor above 0: 1 is real time, 60 lets a minute pass in a second.";
        if (DefaultPageSize < 1)
            yield return $"DefaultPageSize is {DefaultPageSize}; use 1 or more.";
        foreach ((string name, int size) in PageSizes)
        {
            if (size < 1)
                yield return $"PageSizes[{name}] is {size}; use 1 or more.";
        }

        foreach ((string name, TimeSpan value) in new[]
        {
            (nameof(LongRunningDuration), LongRunningDuration), (nameof(AsyncCopyDelay), AsyncCopyDelay), (nameof(HangLength), HangLength),
        })
        {
            if (value < TimeSpan.Zero)
                yield return $"{name} is {value}; use zero or more.";
        }

        if (LongRunningRetryAfterSeconds < 0)
            yield return $"LongRunningRetryAfterSeconds is {LongRunningRetryAfterSeconds}; use 0 or more.";
        if (CallLogCapacity < 1)
            yield return $"CallLogCapacity is {CallLogCapacity}; use 1 or more.";
        foreach (string mistake in Throttling.Validate())
            yield return "Throttling: " + mistake;
        foreach (string mistake in EventGrid.Validate())
            yield return "EventGrid: " + mistake;
    }
}
