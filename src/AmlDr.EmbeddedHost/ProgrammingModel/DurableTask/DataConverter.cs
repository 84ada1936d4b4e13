namespace Microsoft.DurableTask;

/// <summary>Turns inputs, outputs, event payloads and custom statuses into text and back.</summary>
public abstract class DataConverter
{
    /// <summary>Creates the converter.</summary>
    protected DataConverter()
    {
    }

    /// <summary>Serializes a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text; null for null.</returns>
    public abstract string? Serialize(object? value);

    /// <summary>Deserializes a text.</summary>
    /// <param name="data">The text.</param>
    /// <param name="targetType">The type wanted.</param>
    /// <returns>The value; null for null.</returns>
    public abstract object? Deserialize(string? data, Type targetType);

    /// <summary>Deserializes a text.</summary>
    /// <typeparam name="T">The type wanted.</typeparam>
    /// <param name="data">The text.</param>
    /// <returns>The value; the type's default for null.</returns>
    public virtual T? Deserialize<T>(string? data) => (T?)(Deserialize(data, typeof(T)) ?? default(T));
}
