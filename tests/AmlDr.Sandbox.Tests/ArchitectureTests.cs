using System.Reflection;
using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.Tests;

/// <summary>What holds for the assembly as a whole.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Sandbox_References_NothingOfTheApplication()
    {
        string[] referenced = [.. typeof(SimulatedAzure).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];

        Assert.DoesNotContain(referenced, name => name.StartsWith("AmlDr.", StringComparison.Ordinal));
        // A simulator that used the client libraries would share their misunderstandings.
        Assert.DoesNotContain(referenced, name => name.StartsWith("Azure.", StringComparison.Ordinal));
    }

    [Fact]
    public void Sandbox_Fields_HoldNoStaticMutableState()
    {
        FieldInfo[] suspicious =
        [
            .. typeof(SimulatedAzure).Assembly.GetTypes()
                .Where(type => type.Namespace?.StartsWith("AmlDr.Sandbox", StringComparison.Ordinal) == true && !type.Name.Contains('<', StringComparison.Ordinal))
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(field => !field.IsInitOnly && !field.IsLiteral),
        ];

        Assert.Empty(suspicious.Select(field => $"{field.DeclaringType}.{field.Name}"));
    }
}
