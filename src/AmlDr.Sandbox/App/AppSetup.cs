namespace AmlDr.Sandbox.App;

/// <summary>How the function app is started.</summary>
public sealed record AppSetup
{
    /// <summary>Folder with <c>AmlDr.Functions.dll</c>: by default the one that the sandbox itself stands in.</summary>
    public string AppFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Port on 127.0.0.1. The same after every restart, because event subscriptions remember it.</summary>
    public required int Port { get; init; }

    /// <summary>The folder that holds what the app must remember. A restart on the same folder goes on where the app was.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The file that the app's output is appended to.</summary>
    public required string LogFile { get; init; }

    /// <summary>The keys of this run.</summary>
    public required AppKeys Keys { get; init; }

    /// <summary>The app's settings as environment variables. Nothing of the sandbox's own environment that could be a setting is passed on.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The address that the app listens on.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}/");
}
