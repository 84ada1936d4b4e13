using AmlDr.Azure.Options;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AmlDr.Azure.Secrets;

/// <summary>
/// The keys that seal secret values: ASP.NET Core Data Protection on a folder of this machine, or on a container with a Key Vault key. It has
/// services of its own, so that it neither changes what the host protects nor is changed by it, and so that it can be opened anew.
/// </summary>
internal sealed class KeyRing : IDisposable
{
    /// <summary>Keys that another instance made become known by opening the ring anew; not for every value that cannot be opened.</summary>
    private static readonly TimeSpan ReopenInterval = TimeSpan.FromSeconds(10);

    private const string StorageScope = "https://storage.azure.com/.default";
    private readonly KeyRingOptions _options;
    private readonly string _folder;
    private readonly TokenCredential _credential;
    private readonly HttpPipelineTransport _transport;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly List<ServiceProvider> _opened = [];
    private long _openedAt;

    /// <summary>Creates a ring; it is opened by its first use.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="contentRoot">The folder that a relative path starts from.</param>
    /// <param name="credential">The app's identity.</param>
    /// <param name="transport">Sends the requests.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="clock">The clock.</param>
    public KeyRing(
        KeyRingOptions options, string contentRoot, TokenCredential credential, HttpPipelineTransport transport, ILoggerFactory loggers, TimeProvider clock)
    {
        _options = options;
        _folder = Path.Combine(contentRoot, options.Directory);
        _credential = credential;
        _transport = transport;
        _loggers = loggers;
        _clock = clock;
    }

    /// <summary>The setting that says where the ring is, with its value, for messages.</summary>
    public string Setting => _options.ContainerUri.Length > 0
        ? $"AmlDr__KeyRing__ContainerUri is '{_options.ContainerUri}' and AmlDr__KeyRing__KeyVaultKeyId is '{_options.KeyVaultKeyId}'"
        : $"AmlDr__KeyRing__Directory is '{_folder}'";

    /// <summary>The ring as it was opened last.</summary>
    public IDataProtectionProvider Current
    {
        get
        {
            lock (_gate)
            {
                return (_opened.Count > 0 ? _opened[^1] : Open()).GetRequiredService<IDataProtectionProvider>();
            }
        }
    }

    /// <summary>Opens the ring anew, unless that was done just now.</summary>
    /// <returns>False when it was.</returns>
    public bool TryReopen()
    {
        lock (_gate)
        {
            if (_opened.Count > 0 && _clock.GetElapsedTime(_openedAt) < ReopenInterval)
            {
                return false;
            }

            Open();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Earlier ones may be in use until the end.
        foreach (ServiceProvider services in _opened)
        {
            services.Dispose();
        }
    }

    private ServiceProvider Open()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_loggers);
        services.AddDataProtection().SetApplicationName("AmlDr");
        if (_options.ContainerUri.Length > 0)
        {
            var keyId = new Uri(_options.KeyVaultKeyId);
            var key = new KeyVaultKey(BuildPipeline(KeyVaultKey.ScopeOf(keyId)), keyId);
            services.AddSingleton(key);
            services.Configure<KeyManagementOptions>(management =>
            {
                management.XmlRepository = new BlobKeyRepository(BuildPipeline(StorageScope), new Uri(_options.ContainerUri));
                management.XmlEncryptor = new KeyVaultXmlEncryptor(key);
            });
        }
        else
        {
            services.Configure<KeyManagementOptions>(management =>
                management.XmlRepository = new FileSystemXmlRepository(PrivateFolder.Create(_folder), _loggers));
        }

        ServiceProvider opened = services.BuildServiceProvider();
        _opened.Add(opened);
        _openedAt = _clock.GetTimestamp();
        return opened;
    }

    private HttpPipeline BuildPipeline(string scope)
    {
        var client = new KeyRingClientOptions { Transport = _transport };
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        client.Diagnostics.IsLoggingContentEnabled = false;
        return HttpPipelineBuilder.Build(client, new BearerTokenAuthenticationPolicy(_credential, scope));
    }

    private sealed class KeyRingClientOptions : ClientOptions;
}
