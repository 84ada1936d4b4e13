namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of trigger attributes.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
#pragma warning disable CA1012 // The programming model declares it public.
    public TriggerBindingAttribute()
    {
    }
#pragma warning restore CA1012
}
