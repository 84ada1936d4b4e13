using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A function as it was found in the app.</summary>
public abstract class FunctionDefinition
{
    /// <summary>Creates the definition.</summary>
    protected FunctionDefinition()
    {
    }

    /// <summary>The parameters in order.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>The path of the assembly.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>The method with its type and namespace.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>The function's id.</summary>
    public abstract string Id { get; }

    /// <summary>The function's name.</summary>
    public abstract string Name { get; }

    /// <summary>The bindings into the function by parameter.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>The bindings out of the function by name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}
