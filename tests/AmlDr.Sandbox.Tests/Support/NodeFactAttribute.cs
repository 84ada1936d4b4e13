namespace AmlDr.Sandbox.Tests.Support;

/// <summary>A test that needs Node and the packages of <c>tests/node</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeScript.Reason;
}
