using Microsoft.Azure.Functions.Worker;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>How a parameter is filled; worked out once when the host starts.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Role">Where its value comes from.</param>
/// <param name="Binding">Its binding, if an attribute gives it one.</param>
/// <param name="ConverterType">A converter that an attribute names for it.</param>
internal sealed record ParameterPlan(FunctionParameter Parameter, ParameterRole Role, BindingMetadata? Binding, Type? ConverterType);
