using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.EmbeddedHost.Tests.Hosting;

/// <summary>Trace context, spans and metrics.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Run_TraceOfTheClient_ReachesOrchestrationChildAndActivity()
    {
        using ActivitySource client = new("the-client");
        ConcurrentBag<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name is "the-client" or "amldr.host",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using TestApp app = await TestApp.StartAsync([typeof(Traced)]);
        using Activity request = client.StartActivity("request")!;

        string seen = (await app.RunAsync(nameof(Traced.Parent))).ReadOutputAs<string>()!;

        Assert.Equal(request.TraceId.ToHexString(), seen.Split('-')[1]);
        Activity activity = spans.Single(s => s.OperationName == "amldr.host.function TraceParentOf" && s.TraceId == request.TraceId);
        Activity child = spans.Single(s => s.OperationName == "amldr.host.orchestration Child" && s.TraceId == request.TraceId);
        Activity parent = spans.Single(s => s.OperationName == "amldr.host.orchestration Parent" && s.TraceId == request.TraceId);
        Activity start = spans.Single(s => s.OperationName == "amldr.host.start Parent" && s.TraceId == request.TraceId);
        Assert.Equal(child.SpanId, activity.ParentSpanId);
        Assert.Equal(parent.SpanId, child.ParentSpanId);
        Assert.Equal(start.SpanId, parent.ParentSpanId);
        Assert.Equal(request.SpanId, start.ParentSpanId);
    }

    [Fact]
    public async Task Run_Metrics_CountInvocationsStepsAndCommits()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        ConcurrentDictionary<string, long> counts = new();
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "amldr.host")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            // Other tests run in this process too; what they do is told apart by the function's name.
            string name = tags.ToArray().FirstOrDefault(tag => tag.Key is "function" or "orchestrator").Value as string ?? string.Empty;
            counts.AddOrUpdate($"{instrument.Name} {name}", value, (_, sum) => sum + value);
        });
        listener.Start();

        await app.RunAsync(nameof(SampleFunctions.CallBoom));
        await app.RestAsync();

        Assert.True(counts["amldr.host.invocations Boom"] >= 1);
        Assert.True(counts["amldr.host.orchestration.steps CallBoom"] >= 2);
        Assert.True(counts["amldr.host.orchestrations.ended CallBoom"] >= 1);
        Assert.True(counts["amldr.host.commit.requests "] >= 4);
    }

    public static class Traced
    {
        [Function(nameof(Parent))]
        public static Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallSubOrchestratorAsync<string>(nameof(Child));

        [Function(nameof(Child))]
        public static Task<string> Child([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>(nameof(TraceParentOf), input: null);

        [Function(nameof(TraceParentOf))]
        public static string TraceParentOf([ActivityTrigger] string? input, FunctionContext context) => context.TraceContext.TraceParent;
    }
}
