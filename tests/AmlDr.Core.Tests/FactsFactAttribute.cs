namespace AmlDr.Core.Tests;

/// <summary>A test that needs the published specifications.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactsFactAttribute : FactAttribute
{
    public FactsFactAttribute() =>
        Skip = Facts.Root is null ? "The published specifications are not here: set AMLDR_FACTS, or put them into ../shared/facts next to the repository." : null;
}
