using System.Diagnostics;

namespace AmlDr.Sandbox.App;

/// <summary>
/// The function app as a process of its own. Started, killed and restarted at will on one state folder; what it prints goes to a log file.
/// However the sandbox ends, the app does not outlive it: it watches its standard input, a pipe that the operating system closes.
/// </summary>
public sealed class FunctionApp : IAsyncDisposable
{
    private const string AssemblyName = "AmlDr.Functions.dll";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    // What the sandbox's own environment might hold and would change what the app does.
    private static readonly string[] SettingPrefixes =
        ["AmlDr", "EmbeddedHost", "AzureWebJobs", "AzureFunctions", "AZURE_", "IDENTITY_", "MSI_", "ASPNETCORE_", "DOTNET_URLS", "Logging__"];

    private readonly TimeProvider _clock;
    private Process? _process;

    /// <summary>Prepares an app; it is not started yet.</summary>
    /// <param name="setup">How it is started.</param>
    /// <param name="clock">The clock for waiting.</param>
    public FunctionApp(AppSetup setup, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(setup);
        Setup = setup;
        _clock = clock;
        Log = new AppLog(setup.LogFile);
        Client = new AppClient(setup.Address, setup.Keys, clock);
    }

    /// <summary>How it is started.</summary>
    public AppSetup Setup { get; private set; }

    /// <summary>What it printed.</summary>
    public AppLog Log { get; }

    /// <summary>Its HTTP API.</summary>
    public AppClient Client { get; }

    /// <summary>Id of its process; null while it does not run.</summary>
    public int? ProcessId => _process is { HasExited: false } running ? running.Id : null;

    /// <summary>The address that Event Grid delivers to. It holds the key of the webhook.</summary>
    public Uri Webhook => new(Setup.Address, $"runtime/webhooks/eventgrid?functionName=OnAssetEvent&code={Setup.Keys.EventGrid}");

    /// <summary>Starts the process and waits until the app says that it is healthy.</summary>
    /// <param name="overrides">Settings that differ from now on; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AppStartException">It ended, or is not healthy after a minute.</exception>
    public async Task StartAsync(IReadOnlyDictionary<string, string>? overrides = null, CancellationToken cancellationToken = default)
    {
        if (ProcessId is not null)
            throw new InvalidOperationException("The app runs already.");
        if (overrides is not null)
        {
            Dictionary<string, string> settings = new(Setup.Settings, StringComparer.OrdinalIgnoreCase);
            foreach ((string name, string value) in overrides)
                settings[name] = value;
            Setup = Setup with { Settings = settings };
        }

        Process process = Launch();
        AppHealth? health = null;
        try
        {
            await WaitUntil.TrueAsync(
                async token => process.HasExited || (health = await Client.TryGetHealthAsync(token)) is { IsUp: true },
                StartPatience, () => $"the app is healthy; it last said: {health?.Text ?? "nothing"}", _clock, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new AppStartException($"{exception.Message}{Environment.NewLine}{Log.Tail}", exitCode: null);
        }

        if (process.HasExited)
        {
            await process.WaitForExitAsync(cancellationToken);
            throw new AppStartException(
                $"The app ended with code {process.ExitCode} while it started:{Environment.NewLine}{Log.Tail}", process.ExitCode);
        }
    }

    /// <summary>Waits until the process ends.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The code that it ended with; null when it did not run.</returns>
    public async Task<int?> WaitForExitAsync(CancellationToken cancellationToken = default)
    {
        if (_process is not { } process)
            return null;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Kills the process as SIGKILL does: nothing is finished, nothing is said.</summary>
    /// <param name="cancellationToken">Gives up waiting for its end.</param>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        if (_process is not { } process)
            return;
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Lets the app stop as on SIGTERM; kills it when it has not within a few seconds.</summary>
    /// <returns>The code that it ended with; null when it did not run.</returns>
    public async Task<int?> StopAsync()
    {
        if (_process is not { } process)
            return null;
        if (!process.HasExited)
            process.StandardInput.Close();
        using CancellationTokenSource patience = new(StopPatience, _clock);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync(CancellationToken.None);
        }

        return process.ExitCode;
    }

    /// <summary>Stops the app and closes its log.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        Client.Dispose();
        Log.Dispose();
    }

    private Process Launch()
    {
        ProcessStartInfo start = new(DotnetHost.Find())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Setup.StateFolder,
        };
        start.ArgumentList.Add(Path.Combine(Setup.AppFolder, AssemblyName));
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(Setup.Address.GetLeftPart(UriPartial.Authority));
        foreach (string name in start.Environment.Keys.Where(IsSetting).ToArray())
            start.Environment.Remove(name);
        foreach ((string name, string value) in Setup.Settings)
            start.Environment[name] = value;
        Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => Log.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process?.Dispose();
        _process = process;
        return process;
    }

    private static bool IsSetting(string name) => SettingPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
