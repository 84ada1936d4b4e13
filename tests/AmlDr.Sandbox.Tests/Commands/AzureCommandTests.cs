using System.Diagnostics;
using System.Net.Sockets;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Commands;

/// <summary>The command as a process of its own.</summary>
public sealed class AzureCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [UnixFact]
    public async Task Azure_Started_PrintsAddressesServesAndEndsOnInterrupt()
    {
        using Process process = Start("azure", "--port", "0", "--seed", "5", "--faults", "none", "--no-throttling");
        List<string> lines = [];
        using CancellationTokenSource deadline = new(Patience);
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Ready.", StringComparison.Ordinal))
                break;
        }

        string address = lines.Single(line => line.StartsWith("Resource Manager: ", StringComparison.Ordinal)).Split(": ")[1];
        using HttpClient http = new();
        string description = await http.GetStringAsync(new Uri(address + "sandbox"), deadline.Token);
        await InterruptAsync(process, deadline.Token);
        await process.WaitForExitAsync(deadline.Token);

        Assert.Contains("mlw-primary", description, StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("Workspace mlw-secondary (northeurope): ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("IDENTITY_HEADER: ", StringComparison.Ordinal));
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("--faults", "biblical")]
    [InlineData("--port", "99999")]
    [InlineData("--event-time-scale", "0")]
    public async Task Azure_BadOption_FailsNamingIt(string option, string value)
    {
        using Process process = Start("azure", option, value);
        using CancellationTokenSource deadline = new(Patience);

        string error = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains(value, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_PortTaken_FailsSayingSo()
    {
        using TcpListener taken = new(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        string port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using Process process = Start("azure", "--port", port);
        using CancellationTokenSource deadline = new(Patience);

        string error = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains(port, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_BadOptions_ThrowsNamingEveryMistake()
    {
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => SimulatedAzure.StartAsync(new SimulatedAzureOptions
        {
            Port = -1,
            DefaultPageSize = 0,
            PageSizes = new Dictionary<string, int> { ["models"] = 0 },
            HangLength = TimeSpan.FromSeconds(-1),
            LongRunningRetryAfterSeconds = -1,
            CallLogCapacity = 0,
            Throttling = new() { ReadBurst = 0 },
            EventGrid = new() { TimeScale = 0, Concurrency = 0, AnswerTimeout = TimeSpan.Zero },
        }));

        Assert.All(
            (string[])["Port", "DefaultPageSize", "PageSizes[models]", "HangLength", "LongRunningRetryAfterSeconds", "CallLogCapacity", "readBurst", "TimeScale", "Concurrency", "AnswerTimeout"],
            name => Assert.Contains(name, thrown.Message, StringComparison.Ordinal));
    }

    private static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(SimulatedAzure).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task InterruptAsync(Process process, CancellationToken cancellationToken)
    {
        using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }
}
