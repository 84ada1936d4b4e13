using System.Reflection;
using AmlDr.EmbeddedHost.Durable.Storage;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>How an app is started, where that differs from a plain <c>FunctionsApplication.CreateBuilder(args)</c>.</summary>
public sealed class EmbeddedHostOptions
{
    /// <summary>The assemblies that hold the functions; none means the entry assembly and what it refers to.</summary>
    public IList<Assembly> FunctionAssemblies { get; } = [];

    /// <summary>The folder of <c>host.json</c> and <c>local.settings.json</c>; null means that of the program.</summary>
    public string? ContentRoot { get; set; }

    /// <summary>
    /// Whether the values of <c>local.settings.json</c> also become environment variables of this process, as Core Tools does it,
    /// for libraries that read those. Variables that are set already stay. Default true.
    /// </summary>
    public bool ExportLocalSettings { get; set; } = true;

    /// <summary>Settings that go before all others, for tests.</summary>
    public IDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Types that hold the functions, instead of whole assemblies.</summary>
    internal IList<Type> FunctionTypes { get; } = [];

    /// <summary>Whether <c>ConfigureFunctionsWebApplication</c> was called.</summary>
    internal bool AspNetCoreIntegration { get; set; }

    /// <summary>Sees every commit; for tests.</summary>
    internal ICommitObserver? CommitObserver { get; set; }

    /// <summary>Sizes of the storage layer; for tests.</summary>
    internal HubSettings HubSettings { get; set; } = new();
}
