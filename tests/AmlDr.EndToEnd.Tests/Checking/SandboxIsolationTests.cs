using AmlDr.Sandbox.Hosting;

namespace AmlDr.EndToEnd.Tests.Checking;

/// <summary>The sandbox shares no code with what it checks: a misunderstanding of one of them shows.</summary>
public class SandboxIsolationTests
{
    [Fact]
    public void Sandbox_Compiled_UsesNothingOfTheApp()
    {
        string[] references = [.. typeof(SimulatedAzure).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)];

        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, name => name.StartsWith("AmlDr.", StringComparison.Ordinal) || name.StartsWith("Azure.", StringComparison.Ordinal));
    }
}
