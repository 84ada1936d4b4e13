using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.Options;

namespace AmlDr.EmbeddedHost.Invocation.Converters;

/// <summary>Reads a text as JSON: numbers, booleans, objects, lists.</summary>
internal sealed class JsonConverter(IOptions<WorkerOptions> options) : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.TargetType == typeof(string) || context.Source is not string text || options.Value.Serializer is not { } serializer)
        {
            return ConversionResult.Unhandled();
        }

        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        return ConversionResult.Success(await serializer.DeserializeAsync(stream, context.TargetType, context.FunctionContext.CancellationToken));
    }
}
