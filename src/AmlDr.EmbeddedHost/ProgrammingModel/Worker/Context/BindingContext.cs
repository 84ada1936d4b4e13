namespace Microsoft.Azure.Functions.Worker;

/// <summary>The values of a trigger by name.</summary>
public abstract class BindingContext
{
    /// <summary>Creates the context.</summary>
    protected BindingContext()
    {
    }

    /// <summary>The values; names compare without case.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
