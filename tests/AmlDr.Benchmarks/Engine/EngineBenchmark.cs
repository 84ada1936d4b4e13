using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using AmlDr.EmbeddedHost.Testing;
using Microsoft.DurableTask.Client;

namespace AmlDr.Benchmarks.Engine;

/// <summary>Throughput of the durable engine with every commit flushed, next to what the disk allows.</summary>
internal static class EngineBenchmark
{
    private const int SequenceLength = 5;
    private const int FanOutWidth = 100;

    public static async Task<int> RunAsync(string[] args)
    {
        double seconds = args is ["--seconds", var text] ? double.Parse(text, CultureInfo.InvariantCulture) : 10;
        TimeSpan duration = TimeSpan.FromSeconds(seconds);
        string folder = Directory.CreateTempSubdirectory("amldr-benchmark-").FullName;
        try
        {
            double raw = RawCommits.PerSecond(folder, TimeSpan.FromSeconds(Math.Min(3, seconds)));
            await using EmbeddedHostTestServer server = await EmbeddedHostTestServer.StartAsync(new EmbeddedHostTestOptions
            {
                FunctionAssemblies = [typeof(EngineBenchmark).Assembly],
                StateDirectory = Path.Combine(folder, "state"),
                HostJson = """{"extensions":{"durableTask":{"maxConcurrentActivityFunctions":64,"maxConcurrentOrchestratorFunctions":32}}}""",
            });

            Print("raw flushed SQLite commits", raw, "commits/s");
            Measurement one = await MeasureAsync(server, nameof(BenchmarkFunctions.Sequence), SequenceLength, parallel: 1, duration / 4);
            Print($"one sequence of {SequenceLength} activities after the other", one.Orchestrations, "orchestrations/s", $"{1000 / one.Orchestrations:0.0} ms each");
            Measurement sequences = await MeasureAsync(server, nameof(BenchmarkFunctions.Sequence), SequenceLength, parallel: 64, duration);
            Report($"sequence of {SequenceLength} activities", sequences, SequenceLength, raw);
            Measurement fanOuts = await MeasureAsync(server, nameof(BenchmarkFunctions.FanOut), FanOutWidth, parallel: 8, duration);
            Report($"fan-out of {FanOutWidth} activities", fanOuts, FanOutWidth, raw);
            await ReportIdleAsync(server);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Report(string what, Measurement measured, int activities, double raw)
    {
        double items = measured.Orchestrations * activities;
        Print(what, measured.Orchestrations, "orchestrations/s", $"{items:0} activities/s, {measured.Commits:0} commits/s of {measured.Requests:0} logical transactions/s, {measured.CpuPercent:0} % CPU");
        Print($"  ratio of orchestrations to raw commits", measured.Orchestrations / raw, string.Empty, $"activities to raw commits {items / raw:0.00}");
    }

    private static void Print(string what, double value, string unit, string detail = "") =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52} {value,10:0.00} {unit,-18} {detail}"));

    /// <summary>Keeps so many orchestrations under way for a time.</summary>
    private static async Task<Measurement> MeasureAsync(EmbeddedHostTestServer server, string orchestrator, int input, int parallel, TimeSpan duration)
    {
        await RunOneAsync(server, orchestrator, input);
        long commits = 0, requests = 0, ended = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "amldr.host.commit.requests")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) =>
        {
            Interlocked.Increment(ref commits);
            Interlocked.Add(ref requests, value);
        });
        listener.Start();
        using Process self = Process.GetCurrentProcess();
        TimeSpan cpu = self.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                await RunOneAsync(server, orchestrator, input);
                Interlocked.Increment(ref ended);
            }
        }));
        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        return new Measurement(ended / elapsed, commits / elapsed, requests / elapsed, 100 * (self.TotalProcessorTime - cpu).TotalSeconds / elapsed);
    }

    private static async Task RunOneAsync(EmbeddedHostTestServer server, string orchestrator, int input)
    {
        string id = await server.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input);
        OrchestrationMetadata end = await server.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        if (end.ReadOutputAs<int>() != input * (input - 1) / 2)
        {
            throw new InvalidOperationException($"The orchestration gave {end.SerializedOutput}.");
        }
    }

    private static async Task ReportIdleAsync(EmbeddedHostTestServer server)
    {
        await server.WhenIdleAsync();
        GC.Collect();
        using Process self = Process.GetCurrentProcess();
        TimeSpan cpu = self.TotalProcessorTime;
        TimeSpan rest = TimeSpan.FromSeconds(5);
        using PeriodicTimer timer = new(rest);
        await timer.WaitForNextTickAsync();
        self.Refresh();
        Print("CPU at rest", 100 * (self.TotalProcessorTime - cpu).TotalSeconds / rest.TotalSeconds, "% of one core");
    }

    private sealed record Measurement(double Orchestrations, double Commits, double Requests, double CpuPercent);
}
