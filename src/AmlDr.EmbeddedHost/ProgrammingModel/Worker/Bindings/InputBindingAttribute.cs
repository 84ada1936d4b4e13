namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of input binding attributes.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
#pragma warning disable CA1012 // The programming model declares it public.
    public InputBindingAttribute()
    {
    }
#pragma warning restore CA1012
}
