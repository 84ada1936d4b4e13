using System.Diagnostics.CodeAnalysis;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>The app's functions. Names compare without case.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, FunctionDescriptor> _byName;
    private readonly Dictionary<string, FunctionDescriptor> _orchestrators;
    private readonly Dictionary<string, FunctionDescriptor> _activities;

    public FunctionCatalog(IReadOnlyList<FunctionDescriptor> functions)
    {
        All = functions;
        _byName = functions.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
        _orchestrators = ByTaskName(FunctionKind.Orchestrator);
        _activities = ByTaskName(FunctionKind.Activity);
    }

    public IReadOnlyList<FunctionDescriptor> All { get; }

    public FunctionDescriptor? Find(string name) => _byName.GetValueOrDefault(name);

    public bool TryGetOrchestrator(string name, [NotNullWhen(true)] out FunctionDescriptor? function) => _orchestrators.TryGetValue(name, out function);

    public bool TryGetActivity(string name, [NotNullWhen(true)] out FunctionDescriptor? function) => _activities.TryGetValue(name, out function);

    public IEnumerable<FunctionDescriptor> OfKind(FunctionKind kind) => All.Where(f => f.Kind == kind && !f.Disabled);

    private Dictionary<string, FunctionDescriptor> ByTaskName(FunctionKind kind) =>
        OfKind(kind).ToDictionary(f => f.TaskName, StringComparer.OrdinalIgnoreCase);
}
