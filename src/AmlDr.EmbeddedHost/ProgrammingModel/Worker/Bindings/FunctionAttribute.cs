namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a method as a function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    /// <summary>Names the function.</summary>
    /// <param name="name">The name, unique without case within the app.</param>
    public FunctionAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }
}
