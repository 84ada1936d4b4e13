namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names the converter of a parameter or a type.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Parameter, AllowMultiple = true)]
public class InputConverterAttribute : Attribute
{
    /// <summary>Names the converter.</summary>
    /// <param name="converterType">A type that implements <see cref="IInputConverter"/>.</param>
    /// <exception cref="InvalidOperationException">The type does not implement it.</exception>
    public InputConverterAttribute(Type converterType)
    {
        ArgumentNullException.ThrowIfNull(converterType);
        if (!typeof(IInputConverter).IsAssignableFrom(converterType))
        {
            throw new InvalidOperationException($"{converterType.Name} must implement {nameof(IInputConverter)} to be used as an input converter.");
        }

        ConverterType = converterType;
    }

    /// <summary>The converter.</summary>
    public Type ConverterType { get; }
}
