using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>
/// Puts the sources of settings into their order: host.json, then local.settings.json, then appsettings.json, then the environment,
/// then the command line; the later one wins.
/// </summary>
internal static class HostConfiguration
{
    // Its request log holds the query, and the query may hold a key.
    private const string RequestLogCategory = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void Apply(WebApplicationBuilder builder, EmbeddedHostOptions options, string contentRoot)
    {
        IReadOnlyList<KeyValuePair<string, string?>> localSettings = HostFiles.ReadLocalSettings(contentRoot);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = HostFiles.ReadHostJson(contentRoot) });
        builder.Configuration.Sources.Insert(1, new MemoryConfigurationSource { InitialData = localSettings });
        if (options.Settings.Count > 0)
        {
            builder.Configuration.AddInMemoryCollection(options.Settings);
        }

        if (options.ExportLocalSettings)
        {
            Export(localSettings);
        }

        builder.Services.Configure<LoggerFilterOptions>(filters => filters.MinLevel = LogLevel.Information);
        builder.Services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            if (!filters.Rules.Any(rule => rule.ProviderName is null && rule.CategoryName?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true))
            {
                filters.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore", LogLevel.Warning, null));
            }

            filters.Rules.Add(new LoggerFilterRule(null, RequestLogCategory, LogLevel.Warning, null));
        });
    }

    private static void Export(IReadOnlyList<KeyValuePair<string, string?>> settings)
    {
        foreach ((string key, string? value) in settings)
        {
            string name = key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
            if (Environment.GetEnvironmentVariable(name) is null)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }
}
