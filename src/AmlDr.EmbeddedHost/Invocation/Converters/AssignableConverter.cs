using Microsoft.Azure.Functions.Worker.Converters;

namespace AmlDr.EmbeddedHost.Invocation.Converters;

/// <summary>Takes a value that has the type wanted already.</summary>
internal sealed class AssignableConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => new(
        context.TargetType.IsInstanceOfType(context.Source) ? ConversionResult.Success(context.Source) : ConversionResult.Unhandled());
}
