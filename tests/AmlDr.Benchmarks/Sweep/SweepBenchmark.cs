using System.Diagnostics;
using System.Globalization;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;

namespace AmlDr.Benchmarks.Sweep;

/// <summary>
/// The first sweep of a workspace against what Resource Manager's limits allow: 200 writes at once and 10 per second, 250 reads and 25 per second.
/// Buckets and latencies go so many times faster than in reality, so that thousands of versions take minutes; the ratio is against the limit at that speed.
/// </summary>
internal static class SweepBenchmark
{
    // What calls take in reality, about; loopback alone takes less than a millisecond, which no way of mirroring would ever meet.
    private const int ArmMilliseconds = 100;
    private const int BlobMilliseconds = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(3);
    private static readonly ThrottlingOptions Limits = new();

    public static async Task<int> RunAsync(string[] args)
    {
        if (SweepOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync("usage: sweep [--versions N,N] [--speed N] [--baseline N] [--unthrottled]");
            return 2;
        }

        Print(string.Create(CultureInfo.InvariantCulture, $"{options.Speed}x real time; a call takes {ArmMilliseconds / options.Speed:0} ms (Resource Manager) or {BlobMilliseconds / options.Speed:0} ms (blobs)"));
        foreach (int versions in options.Versions)
        {
            await MeasureAsync(options, versions);
        }

        if (options.Baseline > 0)
        {
            await MeasureBaselineAsync(options);
        }

        return 0;
    }

    private static async Task MeasureAsync(SweepOptions options, int versions)
    {
        await using SandboxSession session = await StartAsync(options, versions, startApp: true);
        session.Azure.Calls.Reset();
        using Process self = Process.GetCurrentProcess();
        TimeSpan cpu = self.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        AppSweep sweep = await session.App.Client.SweepAsync(Patience);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        self.Refresh();
        double simulatorCpu = (self.TotalProcessorTime - cpu).TotalSeconds / elapsed.TotalSeconds;
        CallSummary all = session.Azure.Calls.Summarise();
        OperationCount[] calls = [.. all.Operations.Where(count => count.Service == AzureService.Arm)];
        long writes = calls.Where(count => IsPut(count.Operation) && count.Region == WorldTopology.SecondaryRegion).Sum(count => count.Effects);
        double rate = Limits.WritesPerSecond * options.Speed;
        double least = Math.Max(0, writes - Limits.WriteBurst) / rate;
        Print(string.Create(CultureInfo.InvariantCulture, $"{versions} versions: {sweep}"));
        Print(string.Create(CultureInfo.InvariantCulture, $"  {elapsed.TotalSeconds:0.0} s for {writes} writes; the limit allows {least:0.0} s ({rate:0} writes/s after {Limits.WriteBurst})"));
        if (!options.Unthrottled && least > 0)
        {
            Print(string.Create(CultureInfo.InvariantCulture, $"  achieved {100 * least / elapsed.TotalSeconds:0.0} % of the write limit over the whole sweep{FromFirstToLast(session, all, least)}"));
        }

        long reads = calls.Where(count => IsRead(count.Operation)).Sum(count => count.Calls), total = calls.Sum(count => count.Calls);
        Print(string.Create(CultureInfo.InvariantCulture, $"  calls per version: {(double)reads / versions:0.00} reads, {(double)(total - reads) / versions:0.00} writes; {100.0 * calls.Sum(count => count.Throttled) / total:0.00} % answered 429"));
        Print(string.Create(CultureInfo.InvariantCulture, $"  app: peak memory {PeakMegabytes(session):0} MB, {CpuSeconds(session) / elapsed.TotalSeconds:0.00} cores; simulator {simulatorCpu:0.00} cores of {Environment.ProcessorCount}"));
    }

    // The log holds the newest calls only; where the first ones are gone there is nothing to tell.
    private static string FromFirstToLast(SandboxSession session, CallSummary all, double least)
    {
        CallRecord[] writes = all.Forgotten > 0 ? []
            : [.. session.Azure.Calls.Read(new CallQuery { Service = AzureService.Arm, Region = WorldTopology.SecondaryRegion, Effect = true }).Where(call => IsPut(call.Operation))];
        return writes.Length < 2 ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {100 * least / (writes[^1].Time - writes[0].Time).TotalSeconds:0.0} % from first to last write");
    }

    private static bool IsPut(string operation) => operation.EndsWith(":put", StringComparison.Ordinal);

    private static bool IsRead(string operation) =>
        operation.EndsWith(":get", StringComparison.Ordinal) || operation.EndsWith(":list", StringComparison.Ordinal)
        || operation.EndsWith(":vmSizes", StringComparison.Ordinal);

    private static async Task MeasureBaselineAsync(SweepOptions options)
    {
        await using SandboxSession session = await StartAsync(options, 2 * options.Baseline, startApp: false);
        (TimeSpan elapsed, long bytes) = await ArticleBaseline.RunAsync(session, options.Baseline);
        double perSecond = options.Baseline / elapsed.TotalSeconds;
        Print(string.Create(CultureInfo.InvariantCulture, $"baseline, {options.Baseline} models of {Versions.FileBytes / 1024} KiB downloaded, uploaded and registered one after the other: {elapsed.TotalSeconds:0.0} s, {perSecond:0.0} models/s, {bytes / (1024 * 1024)} MiB through the client"));
        Print(string.Create(CultureInfo.InvariantCulture, $"  {100 * perSecond / (Limits.WritesPerSecond * options.Speed):0} % of the write limit; 10,000 models would take {10_000 / perSecond * options.Speed / 60:0} minutes of real time"));
    }

    /// <summary>Starts a session whose primary holds versions.</summary>
    internal static async Task<SandboxSession> StartAsync(SweepOptions options, int versions, bool startApp)
    {
        SandboxSession session = await SandboxSession.StartAsync(new SessionOptions
        {
            Throttling = options.Unthrottled ? Limits with { Enabled = false } : Limits,
            Speed = options.Speed,
            StartApp = false,
            AppSettings = options.Unthrottled
                ? new Dictionary<string, string> { ["AmlDr__Arm__ReadsPerSecond"] = "10000", ["AmlDr__Arm__WritesPerSecond"] = "10000" }
                : new Dictionary<string, string>(),
        });
        Versions.Put(session, versions);
        session.Azure.Latency.Set(new LatencySetting { Service = AzureService.Arm, Milliseconds = (int)(ArmMilliseconds / options.Speed) });
        session.Azure.Latency.Set(new LatencySetting { Service = AzureService.Blob, Milliseconds = (int)(BlobMilliseconds / options.Speed) });
        if (startApp)
        {
            await session.App.StartAsync();
        }

        return session;
    }

    /// <summary>The most memory that the app's process ever held; Linux tells it.</summary>
    internal static double PeakMegabytes(SandboxSession session)
    {
        string path = $"/proc/{session.App.ProcessId}/status";
        string? line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? double.NaN : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static double CpuSeconds(SandboxSession session)
    {
        using Process app = Process.GetProcessById(session.App.ProcessId!.Value);
        return app.TotalProcessorTime.TotalSeconds;
    }

    private static void Print(string line) => Console.WriteLine(line);
}
