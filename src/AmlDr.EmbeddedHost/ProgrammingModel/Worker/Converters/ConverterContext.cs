namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What a converter is asked to convert.</summary>
public abstract class ConverterContext
{
    /// <summary>Creates the context.</summary>
    protected ConverterContext()
    {
    }

    /// <summary>The type wanted.</summary>
    public abstract Type TargetType { get; }

    /// <summary>The value, or null.</summary>
    public abstract object? Source { get; }

    /// <summary>The invocation.</summary>
    public abstract FunctionContext FunctionContext { get; }

    /// <summary>Properties of the parameter.</summary>
    public abstract IReadOnlyDictionary<string, object> Properties { get; }
}
