namespace AmlDr.Sandbox.Tests.Support;

/// <summary>A test that needs the published specifications.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactsFactAttribute : FactAttribute
{
    public FactsFactAttribute() => Skip = Facts.Reason;
}
