namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of output binding attributes.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
#pragma warning disable CA1012 // The programming model declares it public.
    public OutputBindingAttribute()
    {
    }
#pragma warning restore CA1012
}
