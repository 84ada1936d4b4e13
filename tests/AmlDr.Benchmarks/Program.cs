using AmlDr.Benchmarks.Engine;

// dotnet run -c Release --project tests/AmlDr.Benchmarks -- engine [--seconds N]
switch (args)
{
    case ["engine", .. string[] rest]:
        return await EngineBenchmark.RunAsync(rest);
    default:
        await Console.Error.WriteLineAsync("usage: AmlDr.Benchmarks engine [--seconds N]");
        return 2;
}
