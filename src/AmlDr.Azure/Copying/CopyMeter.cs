using System.Diagnostics.Metrics;

namespace AmlDr.Azure.Copying;

/// <summary>Counts copied bytes, metric <c>amldr.copy.bytes</c> with the tag <c>amldr.copy.path</c>: <c>service</c> or <c>process</c>.</summary>
public sealed class CopyMeter
{
    /// <summary>The name of the meter of this product.</summary>
    public const string MeterName = "AmlDr";

    private static readonly KeyValuePair<string, object?> ByService = new("amldr.copy.path", "service");
    private static readonly KeyValuePair<string, object?> ThroughProcess = new("amldr.copy.path", "process");
    private readonly Counter<long> _bytes;

    /// <summary>Creates the counter.</summary>
    /// <param name="meters">Makes meters.</param>
    public CopyMeter(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _bytes = meters.Create(MeterName).CreateCounter<long>("amldr.copy.bytes", "By", "Bytes copied between storage accounts.");
    }

    internal void CountByService(long bytes) => _bytes.Add(bytes, ByService);

    internal void CountThroughProcess(long bytes) => _bytes.Add(bytes, ThroughProcess);
}
