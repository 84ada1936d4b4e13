using AmlDr.EmbeddedHost.Invocation.Converters;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Binds a parameter from the request's body.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Parameter)]
public class FromBodyAttribute : InputConverterAttribute
{
    /// <summary>Creates the attribute.</summary>
    public FromBodyAttribute()
        : base(typeof(FromBodyConverter))
    {
    }
}
