using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AmlDr.EmbeddedHost.Tests.KillAnywhere;

namespace AmlDr.EmbeddedHost.Tests.Hosting;

/// <summary>The host as people start it: a process with a command line.</summary>
public sealed partial class ProcessTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(60));
    private readonly string _state = Directory.CreateTempSubdirectory("amldr-process-").FullName;

    public void Dispose()
    {
        Directory.Delete(_state, recursive: true);
        _deadline.Dispose();
    }

    [Fact]
    public async Task Run_UrlsSwitch_ServesThereAndEndsInGoodOrderOnSigterm()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        (int code, string keys) = await RunToEndAsync("--show-keys");
        Assert.Equal(0, code);
        Assert.StartsWith("master: ", keys, StringComparison.Ordinal);
        string master = MasterKey().Match(keys).Groups[1].Value;

        using Process process = Start("--urls", "http://127.0.0.1:0");
        List<string> lines = [];
        string? address = null;
        while (address is null && await process.StandardOutput.ReadLineAsync(_deadline.Token) is { } line)
        {
            lines.Add(line);
            address = Listening().Match(line) is { Success: true } match ? match.Groups[1].Value : null;
        }

        Assert.NotNull(address);
        using HttpClient client = new() { BaseAddress = new Uri(address) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/admin/host/status?code={master}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/admin/host/status?code=not-the-master-key")).StatusCode);
        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        string rest = await process.StandardOutput.ReadToEndAsync(_deadline.Token);
        await process.WaitForExitAsync(_deadline.Token);

        Assert.Equal(0, process.ExitCode);
        string log = string.Join('\n', lines) + rest;
        Assert.Contains("Task hub", log, StringComparison.Ordinal);
        Assert.DoesNotContain(master, log, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-master-key", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrongSetting_EndsWithTheErrorAndACode()
    {
        (int code, string output) = await RunToEndAsync("--EmbeddedHost:DrainSeconds=never");

        Assert.NotEqual(0, code);
        Assert.Contains("EmbeddedHost__DrainSeconds is 'never'", output, StringComparison.Ordinal);
    }

    [GeneratedRegex("Now listening on: (http://\\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex("master: (\\S+)")]
    private static partial Regex MasterKey();

    private async Task<(int Code, string Output)> RunToEndAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(_deadline.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(_deadline.Token);
        await process.WaitForExitAsync(_deadline.Token);
        return (process.ExitCode, await output + await errors);
    }

    private Process Start(params string[] arguments)
    {
        ProcessStartInfo start = VictimProcess.StartInfo("app", [.. arguments, $"--EmbeddedHost:StateDirectory={_state}"]);
        return Process.Start(start) ?? throw new InvalidOperationException("The app did not start.");
    }
}
