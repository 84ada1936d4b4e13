using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AmlDr.Azure.Copying;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Support;

/// <summary>Adds up the metric <c>amldr.copy.bytes</c> of one set of services by its tag.</summary>
internal sealed class CopyBytes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _bytes = new();

    /// <summary>Starts to listen.</summary>
    /// <param name="services">The services; those of other tests in this process are not heard.</param>
    public CopyBytes(IServiceProvider services)
    {
        object factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "amldr.copy.bytes" && instrument.Meter.Name == CopyMeter.MeterName && instrument.Meter.Scope == factory)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, bytes, tags, _) =>
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                _bytes.AddOrUpdate($"{tag.Key}={tag.Value}", bytes, (_, sum) => sum + bytes);
            }
        });
        _listener.Start();
    }

    /// <summary>Bytes that a storage account read itself.</summary>
    public long ByService => _bytes.GetValueOrDefault("amldr.copy.path=service");

    /// <summary>Bytes that passed through this process.</summary>
    public long ThroughProcess => _bytes.GetValueOrDefault("amldr.copy.path=process");

    public void Dispose() => _listener.Dispose();
}
