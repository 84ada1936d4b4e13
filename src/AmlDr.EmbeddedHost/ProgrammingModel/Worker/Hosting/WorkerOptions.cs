using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Options of the worker.</summary>
public class WorkerOptions
{
    /// <summary>
    /// Reads and writes the JSON of bindings and of durable inputs, outputs and events. Default: System.Text.Json with the app's
    /// <c>IOptions&lt;JsonSerializerOptions&gt;</c>, whose property names compare without case.
    /// </summary>
    public ObjectSerializer? Serializer { get; set; }

    /// <summary>The converters that are asked, in order, for values that their trigger does not convert.</summary>
    public InputConverterCollection InputConverters { get; } = [];

    /// <summary>Capabilities announced to the Functions host; without meaning here.</summary>
    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
