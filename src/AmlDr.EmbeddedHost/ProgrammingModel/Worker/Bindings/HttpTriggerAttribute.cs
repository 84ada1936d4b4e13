using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function for HTTP requests.</summary>
[SuppressMessage("Design", "CA1019:Define accessors for attribute arguments", Justification = "The programming model names them so.")]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>All methods, function key asked for.</summary>
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    /// <summary>Some methods, function key asked for.</summary>
    /// <param name="methods">The methods; none means all.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods)
    {
    }

    /// <summary>All methods.</summary>
    /// <param name="authLevel">Which key is asked for.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>Some methods.</summary>
    /// <param name="authLevel">Which key is asked for.</param>
    /// <param name="methods">The methods; none means all.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route behind the prefix of <c>host.json</c>; null means the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The methods; null or empty means all.</summary>
    public string[]? Methods { get; }

    /// <summary>Which key is asked for.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
