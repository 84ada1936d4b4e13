using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using AmlDr.Sandbox.App;

namespace AmlDr.EndToEnd.Tests.Support;

/// <summary>The sandbox as people start it: a process of its own.</summary>
internal sealed partial class SandboxProcess : IAsyncDisposable
{
    private const int Sigterm = 15;

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private SandboxProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static SandboxProcess Start(params string[] arguments)
    {
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        ProcessStartInfo start = new(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "AmlDr.Sandbox.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        SandboxProcess sandbox = new(new Process { StartInfo = start });
        sandbox._process.OutputDataReceived += (_, line) => sandbox.Add(line.Data);
        sandbox._process.ErrorDataReceived += (_, line) => sandbox.Add(line.Data);
        sandbox._process.Start();
        sandbox._process.BeginOutputReadLine();
        sandbox._process.BeginErrorReadLine();
        return sandbox;
    }

    /// <summary>Waits until a line with the text was printed.</summary>
    public async Task PrintedAsync(string text)
    {
        await WaitUntil.TrueAsync(
            () => Output.Contains(text, StringComparison.Ordinal) || _process.HasExited,
            Seen.Patience, () => $"'{text}' is printed; so far: {Output}", TimeProvider.System, CancellationToken.None);
        Assert.True(Output.Contains(text, StringComparison.Ordinal), Output);
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndedAsync(TimeSpan patience)
    {
        using CancellationTokenSource deadline = new(patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Waited {patience.TotalSeconds} seconds in vain for the sandbox to end. It printed: {Output}");
        }

        return _process.ExitCode;
    }

    public void Terminate() => Assert.Equal(0, SendSignal(_process.Id, Sigterm));

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Its children with it.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private void Add(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
