using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AmlDr.EmbeddedHost.Invocation.Converters;

/// <summary>Asks the converter that a parameter names, then the app's converters in their order.</summary>
internal sealed class ConverterChain(IServiceProvider services, IOptions<WorkerOptions> options)
{
    private readonly ConcurrentDictionary<Type, IInputConverter> _instances = new();
    private readonly Lazy<ImmutableArray<Type>> _registered = new(() => [.. options.Value.InputConverters]);

    public async ValueTask<ConversionResult> ConvertAsync(FunctionContext context, ParameterPlan plan, object? source)
    {
        ConverterContext asked = new ParameterConversion(plan.Parameter, source, context);
        if (plan.ConverterType is { } named)
        {
            ConversionResult result = await AskAsync(named, asked);
            if (result.Status != ConversionStatus.Unhandled)
            {
                return result;
            }
        }

        foreach (Type type in _registered.Value)
        {
            ConversionResult result = await AskAsync(type, asked);
            if (result.Status != ConversionStatus.Unhandled)
            {
                return result;
            }
        }

        return ConversionResult.Unhandled();
    }

    private async ValueTask<ConversionResult> AskAsync(Type type, ConverterContext asked)
    {
        IInputConverter converter = _instances.GetOrAdd(type, t => (IInputConverter)ActivatorUtilities.CreateInstance(services, t));
        try
        {
            return await converter.ConvertAsync(asked);
        }
#pragma warning disable CA1031 // A converter that throws has failed; the invocation reports it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ConversionResult.Failed(exception);
        }
    }

    private sealed class ParameterConversion(FunctionParameter parameter, object? source, FunctionContext context) : ConverterContext
    {
        public override Type TargetType => parameter.Type;

        public override object? Source { get; } = source;

        public override FunctionContext FunctionContext { get; } = context;

        public override IReadOnlyDictionary<string, object> Properties => parameter.Properties;
    }
}
