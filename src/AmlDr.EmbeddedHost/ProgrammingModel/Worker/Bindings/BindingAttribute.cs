namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of all binding attributes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
#pragma warning disable CA1012 // The programming model declares it public.
    public BindingAttribute()
    {
    }
#pragma warning restore CA1012
}
