using System.Reflection;
using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Http;
using AmlDr.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Configures and builds a function app.</summary>
public class FunctionsApplicationBuilder : IFunctionsWorkerApplicationBuilder, IHostApplicationBuilder
{
    private const string ShowKeysSwitch = "--show-keys";
    private const string DefaultPort = "7071";

    private readonly WebApplicationBuilder _builder;
    private readonly MiddlewareList _middleware = new();
    private readonly bool _showKeys;
    private bool _built;

    internal FunctionsApplicationBuilder(string[] args, EmbeddedHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(args);
        Options = options;
        string contentRoot = options.ContentRoot ?? AppContext.BaseDirectory;
        _showKeys = args.Contains(ShowKeysSwitch, StringComparer.OrdinalIgnoreCase);
        _builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. args.Where(arg => !string.Equals(arg, ShowKeysSwitch, StringComparison.OrdinalIgnoreCase))],
            ContentRootPath = contentRoot,
            EnvironmentName = System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT"),
            ApplicationName = (Assembly.GetEntryAssembly() ?? typeof(FunctionsApplicationBuilder).Assembly).GetName().Name,
        });
        HostConfiguration.Apply(_builder, options, contentRoot);
        if (string.IsNullOrEmpty(_builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            _builder.WebHost.UseUrls($"http://127.0.0.1:{_builder.Configuration[HostFiles.LocalHttpPort] ?? DefaultPort}");
        }

        _builder.Services.AddEmbeddedHost(options, _middleware);
    }

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_builder).Properties;

    /// <inheritdoc/>
    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>The app's configuration.</summary>
    public ConfigurationManager Configuration => _builder.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _builder.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => _builder.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => _builder.Metrics;

    /// <inheritdoc cref="IFunctionsWorkerApplicationBuilder.Services"/>
    public IServiceCollection Services => _builder.Services;

    /// <summary>How the app is started.</summary>
    internal EmbeddedHostOptions Options { get; }

    /// <summary>Builds the app.</summary>
    /// <returns>The app, ready to run.</returns>
    /// <exception cref="HostConfigurationException">Settings, <c>host.json</c> or functions are wrong.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        if (_showKeys)
        {
            // The standard output is for the keys alone.
            _builder.Logging.ClearProviders();
            return new ShowKeysHost(_builder.Build());
        }

        WebApplication app = _builder.Build();
        app.UseCustomHeaders();
        app.MapEmbeddedHost();
        return app;
    }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_builder).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        ThrowIfBuilt();
        _middleware.Add(middleware);
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (_built)
        {
            throw new InvalidOperationException("The application has already been built.");
        }
    }
}
