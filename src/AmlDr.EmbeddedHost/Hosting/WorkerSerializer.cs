using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>The worker's serializer.</summary>
internal static class WorkerSerializer
{
    /// <exception cref="InvalidOperationException">The app has taken the serializer away.</exception>
    public static ObjectSerializer Of(FunctionContext context) =>
        context.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer
        ?? throw new InvalidOperationException("A serializer is not configured for the worker. Set WorkerOptions.Serializer.");
}
