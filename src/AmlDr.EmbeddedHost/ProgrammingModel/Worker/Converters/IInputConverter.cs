namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Converts a trigger's value to a parameter's type.</summary>
public interface IInputConverter
{
    /// <summary>Converts, or says that it does not handle this kind of value.</summary>
    /// <param name="context">The value and the type wanted.</param>
    /// <returns>The outcome.</returns>
    ValueTask<ConversionResult> ConvertAsync(ConverterContext context);
}
