using AmlDr.EmbeddedHost.Durable.Replay;
using AmlDr.EmbeddedHost.EventGrid;
using AmlDr.EmbeddedHost.Http;
using AmlDr.EmbeddedHost.Invocation.Converters;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.DurableTask;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>Fills the parameters of functions.</summary>
internal sealed class ParameterBinder(DataConverter durableConverter, DurableClientSource clients, ConverterChain converters)
{
    /// <summary>Fills all parameters.</summary>
    /// <exception cref="FunctionInputConverterException">A value cannot be converted, or a parameter that needs a value has none.</exception>
    public async ValueTask<object?[]> BindAsync(EmbeddedFunctionContext context)
    {
        object?[] values = new object?[context.Function.Parameters.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = await BindAsync(context, context.Function.Parameters[i]);
        }

        return values;
    }

    /// <summary>Fills one parameter.</summary>
    public ValueTask<object?> BindAsync(EmbeddedFunctionContext context, ParameterPlan plan)
    {
        if (context.Bindings.TryGetAhead(plan.Parameter.Name, out object? ahead))
        {
            return new ValueTask<object?>(ahead);
        }

        return plan switch
        {
            { ConverterType: not null } => ConvertAsync(context, plan, context.Trigger.Values.GetValueOrDefault(plan.Parameter.Name)),
            { Role: ParameterRole.Trigger } => BindTriggerAsync(context, plan),
            { Role: ParameterRole.DurableClient } => new ValueTask<object?>(clients.Client),
            { Role: ParameterRole.FunctionContext } => new ValueTask<object?>(context),
            { Role: ParameterRole.CancellationToken } => new ValueTask<object?>(context.CancellationToken),
            { Role: ParameterRole.OrchestrationInput } => new ValueTask<object?>(OrchestrationInput(context, plan)),
            _ => ConvertAsync(context, plan, context.Trigger.Values.GetValueOrDefault(plan.Parameter.Name)),
        };
    }

    private static object? OrchestrationInput(EmbeddedFunctionContext context, ParameterPlan plan) =>
        ((OrchestratorContext)context.Trigger.Value!).ConvertInput(plan.Parameter.Type) ?? DefaultOf(plan.Parameter);

    private static object? DefaultOf(FunctionParameter parameter) => parameter.HasDefaultValue
        ? parameter.DefaultValue
        : parameter.Type.IsValueType ? Activator.CreateInstance(parameter.Type) : null;

    private static FunctionInputConverterException CannotConvert(EmbeddedFunctionContext context, ParameterPlan plan, object? source, Exception? error) => new(
        $"Error converting 1 input parameters for Function '{context.Function.Name}': Cannot convert input parameter '{plan.Parameter.Name}' "
        + $"to type '{plan.Parameter.Type.FullName}' from type '{source?.GetType().FullName}'. Error:{error?.Message}",
        error);

    private ValueTask<object?> BindTriggerAsync(EmbeddedFunctionContext context, ParameterPlan plan)
    {
        Type type = plan.Parameter.Type;
        object? value = context.Trigger.Value;
        if (type == typeof(FunctionContext))
        {
            return new ValueTask<object?>(context);
        }

        switch (context.Function.Kind)
        {
            case FunctionKind.Activity:
                return new ValueTask<object?>(ActivityInput(context, plan, (string?)value));
            case FunctionKind.EventGrid:
                return new ValueTask<object?>(EventGridInput(context, plan, (string)value!));
            case FunctionKind.Http when !type.IsInstanceOfType(value):
                return HttpBinding.BindAsync(context, plan.Parameter, ConvertAsync);
            default:
                return new ValueTask<object?>(value);
        }

        ValueTask<object?> ConvertAsync(object? source) => this.ConvertAsync(context, plan, source);
    }

#pragma warning disable CA1031 // Whatever a serializer throws means that the value does not fit the parameter.
    private object? ActivityInput(EmbeddedFunctionContext context, ParameterPlan plan, string? payload)
    {
        try
        {
            return durableConverter.Deserialize(payload, plan.Parameter.Type) ?? DefaultOf(plan.Parameter);
        }
        catch (Exception exception)
        {
            throw CannotConvert(context, plan, payload, exception);
        }
    }

    private object? EventGridInput(EmbeddedFunctionContext context, ParameterPlan plan, string json)
    {
        try
        {
            return EventGridValues.Convert(json, plan.Parameter.Type, durableConverter);
        }
        catch (Exception exception)
        {
            throw CannotConvert(context, plan, json, exception);
        }
    }
#pragma warning restore CA1031

    private async ValueTask<object?> ConvertAsync(EmbeddedFunctionContext context, ParameterPlan plan, object? source)
    {
        ConversionResult result = await converters.ConvertAsync(context, plan, source);
        return result.Status switch
        {
            ConversionStatus.Succeeded => result.Value,
            ConversionStatus.Failed when source is not null || plan.ConverterType is not null => throw CannotConvert(context, plan, source, result.Error),
            _ when plan.Parameter.HasDefaultValue => plan.Parameter.DefaultValue,
            _ when plan.Parameter.IsReferenceOrNullableType => null,
            _ => throw new FunctionInputConverterException(
                $"Error converting 1 input parameters for Function '{context.Function.Name}': Could not populate the value for "
                + $"'{plan.Parameter.Name}' parameter. Consider adding a default value or making the parameter nullable."),
        };
    }
}
