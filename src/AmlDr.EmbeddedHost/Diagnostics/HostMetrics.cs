using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AmlDr.EmbeddedHost.Diagnostics;

/// <summary>The host's metrics, in the meter <c>amldr.host</c>. Durations are in seconds.</summary>
internal sealed class HostMetrics : IDisposable
{
    public const string MeterName = "amldr.host";

    private readonly Meter _meter;
    private readonly Counter<long> _invocations;
    private readonly Histogram<double> _invocationDuration;
    private readonly Counter<long> _steps;
    private readonly Histogram<double> _stepDuration;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _parked;
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<long> _commitRequests;

    public HostMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _invocations = _meter.CreateCounter<long>("amldr.host.invocations", description: "Invocations of functions, by function, trigger and outcome.");
        _invocationDuration = _meter.CreateHistogram<double>("amldr.host.invocation.duration", "s", "Time that functions take.");
        _steps = _meter.CreateCounter<long>("amldr.host.orchestration.steps", description: "Orchestration steps, by orchestrator.");
        _stepDuration = _meter.CreateHistogram<double>("amldr.host.orchestration.step.duration", "s", "Time of replay and new code of a step, without its commit.");
        _ended = _meter.CreateCounter<long>("amldr.host.orchestrations.ended", description: "Ended orchestrations, by orchestrator and status.");
        _parked = _meter.CreateCounter<long>("amldr.host.parked", description: "Work items parked because they cannot be processed.");
        _commitDuration = _meter.CreateHistogram<double>("amldr.host.commit.duration", "s", "Time of a flushed transaction.");
        _commitRequests = _meter.CreateHistogram<long>("amldr.host.commit.requests", description: "Logical transactions per flushed transaction.");
    }

    public void CommitStored(int requests, TimeSpan elapsed)
    {
        _commitDuration.Record(elapsed.TotalSeconds);
        _commitRequests.Record(requests);
    }

    public void Invoked(string function, string trigger, bool succeeded, TimeSpan elapsed)
    {
        TagList tags = new() { { "function", function }, { "trigger", trigger }, { "outcome", succeeded ? "succeeded" : "failed" } };
        _invocations.Add(1, tags);
        _invocationDuration.Record(elapsed.TotalSeconds, tags);
    }

    public void Stepped(string orchestrator, TimeSpan elapsed)
    {
        TagList tags = new() { { "orchestrator", orchestrator } };
        _steps.Add(1, tags);
        _stepDuration.Record(elapsed.TotalSeconds, tags);
    }

    public void Ended(string orchestrator, string status) => _ended.Add(1, new TagList { { "orchestrator", orchestrator }, { "status", status } });

    public void Parked(string kind) => _parked.Add(1, new TagList { { "kind", kind } });

    /// <summary>Observes a number, such as the length of a queue.</summary>
    public void Observe(string name, Func<long> value, string description) => _meter.CreateObservableGauge(name, value, description: description);

    public void Dispose() => _meter.Dispose();
}
