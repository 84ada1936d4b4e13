using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>Where functions get the durable client; set when the engine has started.</summary>
internal sealed class DurableClientSource
{
    private DurableTaskClient? _client;

    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public DurableTaskClient Client
    {
        get => _client ?? throw new InvalidOperationException("The durable client is there when the host has started.");
        set => _client = value;
    }
}
