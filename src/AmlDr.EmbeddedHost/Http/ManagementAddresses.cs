using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>Makes the addresses by which operators manage an instance over HTTP.</summary>
internal sealed class ManagementAddresses(HostKeys keys, IServer server)
{
    public const string Path = "/runtime/webhooks/durabletask";

    /// <summary>The addresses of an instance.</summary>
    /// <param name="authority">Scheme, host and port; null means where the host listens.</param>
    /// <param name="instanceId">The instance.</param>
    /// <exception cref="InvalidOperationException">No authority is given and the host does not listen yet.</exception>
    public HttpManagementPayload Of(string? authority, string instanceId)
    {
        string root = authority ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The host does not listen yet, so it has no address. Pass the request.");
        string instance = $"{root.TrimEnd('/')}{Path}/instances/{Uri.EscapeDataString(instanceId)}";
        string code = $"code={Uri.EscapeDataString(keys.Values.SystemKeys[HostKeys.DurableTaskSystemKey])}";
        return new HttpManagementPayload
        {
            Id = instanceId,
            StatusQueryGetUri = $"{instance}?{code}",
            SendEventPostUri = $"{instance}/raiseEvent/{{eventName}}?{code}",
            TerminatePostUri = $"{instance}/terminate?reason={{text}}&{code}",
            SuspendPostUri = $"{instance}/suspend?reason={{text}}&{code}",
            ResumePostUri = $"{instance}/resume?reason={{text}}&{code}",
            RestartPostUri = $"{instance}/restart?{code}",
            PurgeHistoryDeleteUri = $"{instance}?{code}",
        };
    }
}
