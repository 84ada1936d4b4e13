namespace Microsoft.Azure.Functions.Worker;

/// <summary>A binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>Creates the metadata.</summary>
    protected BindingMetadata()
    {
    }

    /// <summary>The parameter's name.</summary>
    public abstract string Name { get; }

    /// <summary>The binding's type, such as <c>activityTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>In or out.</summary>
    public abstract BindingDirection Direction { get; }
}
