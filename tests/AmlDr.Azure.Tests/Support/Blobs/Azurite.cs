using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>Azurite's blob service as a child process with two accounts: a blob server that nobody here wrote.</summary>
public sealed partial class Azurite : IAsyncLifetime
{
    private static readonly string NodeFolder = Path.Combine(RepositoryRoot(), "tests", "node");

    private Process? _process;
    private string _endpoint = "";

    /// <summary>The accounts and their keys, made for this run.</summary>
    internal IReadOnlyDictionary<string, string> Accounts { get; } = new Dictionary<string, string>
    {
        ["azuriteone"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)),
        ["azuritetwo"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)),
    };

    /// <summary>Why it cannot run here; null when it can.</summary>
    internal static string? WhyAbsent { get; } =
        FindNode() is null ? "Node is not installed."
        : !Directory.Exists(Path.Combine(NodeFolder, "node_modules", "azurite")) ? "Azurite is not installed: run 'npm install' in tests/node."
        : null;

    public async Task InitializeAsync()
    {
        if (WhyAbsent is not null)
        {
            return;
        }

        var start = new ProcessStartInfo(FindNode()!)
        {
            WorkingDirectory = NodeFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "azurite-blob.cjs", "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--silent", "--disableTelemetry",
            },
            Environment = { ["AZURITE_ACCOUNTS"] = string.Join(';', Accounts.Select(account => $"{account.Key}:{account.Value}")) },
        };
        _process = Process.Start(start)!;
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (_endpoint.Length == 0)
        {
            string line = await _process.StandardOutput.ReadLineAsync(deadline.Token)
                ?? throw new InvalidOperationException($"Azurite ended before it listened: {await errors}");
            _endpoint = Listening().Match(line).Groups["address"].Value;
        }

        // Whatever it says later is read, so that it never waits for a reader.
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    /// <summary>The address of a container with a SAS of the account in it.</summary>
    internal Uri SignedAddress(string account, string container, string permissions = "rwdlac") =>
        new($"{_endpoint}/{account}/{container}?{Sign(account, permissions)}");

    // String-to-sign of an account SAS since version 2020-12-06. Source: "Create an account SAS".
    private string Sign(string account, string permissions)
    {
        const string version = "2022-11-02";
        string expiry = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        string text = string.Join('\n', [account, permissions, "b", "sco", "", expiry, "", "https,http", version, "", ""]);
        string signature = Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(Accounts[account]), Encoding.UTF8.GetBytes(text)));
        return $"sv={version}&ss=b&srt=sco&sp={permissions}&se={Uri.EscapeDataString(expiry)}&spr=https,http&sig={Uri.EscapeDataString(signature)}";
    }

    private static string? FindNode() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, "node"), Path.Combine(folder, "node.exe") })
        .FirstOrDefault(File.Exists);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "AmlDrFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"successfully listens on (?<address>http://\S+)")]
    private static partial Regex Listening();
}
