using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AmlDr.EndToEnd.Tests.Support;
using AmlDr.Sandbox.App;

namespace AmlDr.EndToEnd.Tests.Commands;

/// <summary>The demo, run as people run it.</summary>
public class DemoTests
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    [UnixFact]
    public async Task Demo_Started_MirrorsStaysUpAndEndsOnSigtermLeavingNothingBehind()
    {
        await using SandboxProcess demo = SandboxProcess.Start("--assets", "6");
        await demo.PrintedAsync("Ready.");
        Uri app = new(Printed(demo, "App: "));
        int process = AppProcess(app.Port);
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Add("x-functions-key", Printed(demo, "App key: "));

        string pair = await http.GetStringAsync(new Uri(app, "pairs/demo"));
        demo.Terminate();

        Assert.Equal(0, await demo.EndedAsync(StopPatience));
        Assert.Contains("18 registered, 16 mirrored, 2 skipped, 0 waiting", demo.Output, StringComparison.Ordinal);
        Assert.Contains("\"liveRpoSeconds\":0,", pair, StringComparison.Ordinal);
        Assert.Equal(3, demo.Output.Split('\n').Count(line => line.StartsWith("curl ", StringComparison.Ordinal)));
        Assert.False(IsRunning(process));
        Assert.False(Path.Exists(Path.GetDirectoryName(Printed(demo, "App log: "))));
    }

    [UnixFact]
    public async Task Demo_KilledWithoutWarning_LeavesNoAppBehind()
    {
        await using SandboxProcess demo = SandboxProcess.Start("--assets", "0");
        await demo.PrintedAsync("Ready.");
        int process = AppProcess(new Uri(Printed(demo, "App: ")).Port);
        Assert.True(IsRunning(process));

        demo.Kill();

        await WaitUntil.TrueAsync(
            () => !IsRunning(process), Seen.Patience, () => $"the app's process {process} ends", TimeProvider.System, CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(Printed(demo, "App log: "))!, recursive: true);
    }

    [UnixFact]
    public async Task Demo_WithItsPortsTaken_SaysSoAndTakesOthers()
    {
        using TcpListener? azure = TryTake(9090);
        using TcpListener? app = TryTake(7071);
        await using SandboxProcess demo = SandboxProcess.Start("--assets", "0");
        await demo.PrintedAsync("Ready.");

        Assert.Contains("Port 9090 is taken", demo.Output, StringComparison.Ordinal);
        Assert.Contains("Port 7071 is taken", demo.Output, StringComparison.Ordinal);
        Assert.NotEqual(7071, new Uri(Printed(demo, "App: ")).Port);
        demo.Terminate();
        Assert.Equal(0, await demo.EndedAsync(StopPatience));
    }

    private static string Printed(SandboxProcess demo, string label) =>
        demo.Output.Split('\n').Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..].Trim();

    private static bool IsRunning(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The process whose command line says that it listens on the port.</summary>
    private static int AppProcess(int port)
    {
        using Process ps = Process.Start(new ProcessStartInfo("ps", "-eo pid=,args=") { RedirectStandardOutput = true })!;
        string line = Assert.Single(
            ps.StandardOutput.ReadToEnd().Split('\n'), line => line.Contains("AmlDr.Functions.dll", StringComparison.Ordinal) && line.TrimEnd().EndsWith($":{port}", StringComparison.Ordinal));
        return int.Parse(line.TrimStart().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Takes a port; when somebody has it already, that is as good.</summary>
    private static TcpListener? TryTake(int port)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
