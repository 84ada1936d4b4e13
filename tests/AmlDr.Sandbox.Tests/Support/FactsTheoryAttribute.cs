namespace AmlDr.Sandbox.Tests.Support;

/// <summary>A theory that needs the published specifications.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactsTheoryAttribute : TheoryAttribute
{
    public FactsTheoryAttribute() => Skip = Facts.Reason;
}
