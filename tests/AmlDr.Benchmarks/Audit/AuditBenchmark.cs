using System.Diagnostics;
using System.Globalization;
using AmlDr.Benchmarks.Sweep;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Benchmarks.Audit;

/// <summary>Audits of workspaces that are equal: how long they take, what they ask for, and the most memory that the app's process held.</summary>
internal static class AuditBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(3);
    private static readonly string[] Levels = ["metadata", "listing"];

    public static async Task<int> RunAsync(string[] args)
    {
        if (SweepOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync("usage: audit [--versions N,N] [--speed N] [--unthrottled]");
            return 2;
        }

        bool areEqual = true;
        foreach (int versions in options.Versions)
        {
            areEqual &= await MeasureAsync(options, versions);
        }

        return areEqual ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(SweepOptions options, int versions)
    {
        await using SandboxSession session = await SweepBenchmark.StartAsync(options, versions, startApp: false);
        Versions.PutMirrored(session, versions);
        await session.App.StartAsync();
        double idle = SweepBenchmark.PeakMegabytes(session);
        bool isEqual = true;
        foreach (string level in Levels)
        {
            long before = session.Azure.Calls.LastSequence;
            long start = Stopwatch.GetTimestamp();
            AppAudit audit = await session.App.Client.AuditAsync(level, repair: false, Patience);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            IReadOnlyList<CallRecord> calls = session.Azure.Calls.Read(new CallQuery { Since = before });
            int lists = calls.Count(call => call.Service == AzureService.Arm && call.Operation.EndsWith(":list", StringComparison.Ordinal));
            int others = calls.Count(call => call.Service == AzureService.Arm) - lists;
            isEqual &= audit.Verdict == "Equal" && audit.Count("Match") == versions;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{versions} versions, {level}: {elapsed.TotalSeconds:0.0} s, {audit}; Resource Manager: {lists} list pages, {others} other calls; blobs: {calls.Count(call => call.Service == AzureService.Blob)} calls; app: {idle:0} MB before, {SweepBenchmark.PeakMegabytes(session):0} MB at most"));
        }

        return isEqual;
    }
}
