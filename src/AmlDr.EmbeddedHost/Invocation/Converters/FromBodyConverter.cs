using AmlDr.EmbeddedHost.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace AmlDr.EmbeddedHost.Invocation.Converters;

/// <summary>Reads a parameter from the request's body with the input formatters of ASP.NET Core MVC.</summary>
internal sealed class FromBodyConverter : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => context.FunctionContext.GetHttpContext() is { } http
        ? ConversionResult.Success(await RequestBody.ReadAsync(http, context.TargetType))
        : ConversionResult.Failed(new InvalidOperationException("[FromBody] works in functions with an HTTP trigger only."));
}
