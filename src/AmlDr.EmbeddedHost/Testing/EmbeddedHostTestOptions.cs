using System.Reflection;
using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.Azure.Functions.Worker.Builder;

namespace AmlDr.EmbeddedHost.Testing;

/// <summary>How a test starts an app.</summary>
public sealed class EmbeddedHostTestOptions
{
    /// <summary>The assemblies that hold the functions.</summary>
    public IList<Assembly> FunctionAssemblies { get; init; } = [];

    /// <summary>What <c>Program.cs</c> does between creating the builder and building: services, middleware.</summary>
    public Action<FunctionsApplicationBuilder>? Configure { get; init; }

    /// <summary>The clock; a <see cref="ManualTimeProvider"/> lets the test move it. Null means the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>The state folder; null means a temporary one, deleted when the server is disposed.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>The text of <c>host.json</c>; null means none.</summary>
    public string? HostJson { get; init; }

    /// <summary>Settings, such as <c>EmbeddedHost:Keys:Master</c>.</summary>
    public IDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Types that hold the functions, instead of whole assemblies.</summary>
    internal IList<Type> FunctionTypes { get; init; } = [];

    internal ICommitObserver? CommitObserver { get; init; }

    internal HubSettings? HubSettings { get; init; }
}
