using AmlDr.Benchmarks.Audit;
using AmlDr.Benchmarks.Engine;
using AmlDr.Benchmarks.Sweep;

// dotnet run -c Release --project tests/AmlDr.Benchmarks -- engine [--seconds N]
// dotnet run -c Release --project tests/AmlDr.Benchmarks -- audit [--versions N,N] [--speed N] [--unthrottled]
// dotnet run -c Release --project tests/AmlDr.Benchmarks -- sweep [--versions N,N] [--speed N] [--baseline N] [--unthrottled]
switch (args)
{
    case ["engine", .. string[] rest]:
        return await EngineBenchmark.RunAsync(rest);
    case ["audit", .. string[] rest]:
        return await AuditBenchmark.RunAsync(rest);
    case ["sweep", .. string[] rest]:
        return await SweepBenchmark.RunAsync(rest);
    default:
        await Console.Error.WriteLineAsync("usage: AmlDr.Benchmarks engine [--seconds N] | audit [--versions N,N] [--speed N] [--unthrottled] | sweep [--versions N,N] [--speed N] [--baseline N] [--unthrottled]");
        return 2;
}
