using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a <see cref="Microsoft.DurableTask.Client.DurableTaskClient"/>.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub; the host has one, so null or its name. May hold <c>%Setting%</c>.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The name of a storage connection; without meaning here.</summary>
    public string? ConnectionName { get; set; }
}
