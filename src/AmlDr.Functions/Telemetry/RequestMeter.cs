using System.Diagnostics.Metrics;
using AmlDr.Azure.Copying;

namespace AmlDr.Functions.Telemetry;

/// <summary>The metric of refused requests: <c>amldr.http.refused</c> (count, by function and kind of fault).</summary>
public sealed class RequestMeter
{
    private readonly Counter<long> _refused;

    /// <summary>Creates the instrument.</summary>
    /// <param name="meters">Makes meters.</param>
    public RequestMeter(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _refused = meters.Create(CopyMeter.MeterName).CreateCounter<long>("amldr.http.refused", "{request}", "Requests that were not let through, by kind of fault.");
    }

    internal void CountRefusal(string function, string code) => _refused.Add(
        1, new KeyValuePair<string, object?>("amldr.function", function), new KeyValuePair<string, object?>("amldr.problem", code));
}
