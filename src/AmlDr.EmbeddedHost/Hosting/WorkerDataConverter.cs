using Azure.Core.Serialization;
using Microsoft.DurableTask;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>
/// Durable inputs, outputs and events go through the worker's serializer, as in the real worker: bindings and orchestrations read and
/// write the same JSON.
/// </summary>
internal sealed class WorkerDataConverter(ObjectSerializer serializer) : DataConverter
{
    public override string? Serialize(object? value) =>
        value is null ? null : serializer.Serialize(value, value.GetType(), CancellationToken.None).ToString();

    public override object? Deserialize(string? data, Type targetType)
    {
        if (data is null)
        {
            return null;
        }

        using MemoryStream stream = new(System.Text.Encoding.UTF8.GetBytes(data), writable: false);
        return serializer.Deserialize(stream, targetType, CancellationToken.None);
    }
}
