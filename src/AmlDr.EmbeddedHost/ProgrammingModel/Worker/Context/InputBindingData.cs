namespace Microsoft.Azure.Functions.Worker;

/// <summary>A value that is bound to a parameter.</summary>
/// <typeparam name="T">Its type.</typeparam>
public abstract class InputBindingData<T>
{
    /// <summary>Creates the value.</summary>
    protected InputBindingData()
    {
    }

    /// <summary>The binding.</summary>
    public abstract BindingMetadata BindingMetadata { get; }

    /// <summary>The value; middleware may replace it.</summary>
    public abstract T? Value { get; set; }
}
