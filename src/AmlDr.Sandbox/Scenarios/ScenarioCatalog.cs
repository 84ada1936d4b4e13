namespace AmlDr.Sandbox.Scenarios;

/// <summary>The scenarios that there are.</summary>
public static class ScenarioCatalog
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, IScenario> All { get; } = typeof(IScenario).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IScenario)) && type.GetConstructor([]) is not null)
        .Select(type => (IScenario)Activator.CreateInstance(type)!)
        .ToDictionary(scenario => scenario.Name, StringComparer.OrdinalIgnoreCase);
}
