using System.Collections.Concurrent;
using AmlDr.Azure.Options;
using AmlDr.Azure.Pipeline;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Pairs;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Arm;

/// <summary>Makes the one client for Azure Resource Manager, with its limits, and the workspaces on it.</summary>
internal sealed class ArmClientFactory
{
    private readonly ConcurrentDictionary<WorkspaceId, AmlWorkspaceResource> _workspaces = new();
    private readonly ArmClient _client;

    public ArmClientFactory(
        TokenCredential credential, HttpPipelineTransport transport, IOptions<AmlDrOptions> options, TimeProvider clock)
    {
        ArmOptions arm = options.Value.Arm;
        var clientOptions = new ArmClientOptions
        {
            Environment = new ArmEnvironment(Addresses.AsHttps(arm.Endpoint), arm.Audience),
            Transport = transport,
            RetryPolicy = new CautiousRetryPolicy(),
        };
        clientOptions.Retry.NetworkTimeout = arm.CallTimeout;
        clientOptions.Diagnostics.IsLoggingContentEnabled = false;
        clientOptions.AddPolicy(new ArmRateLimitPolicy(arm, clock), HttpPipelinePosition.PerRetry);
        _client = new ArmClient(credential, defaultSubscriptionId: null, clientOptions);
        Root = new ArmRootResource(_client);
    }

    /// <summary>Resources outside of workspaces, over the same client and within the same limits.</summary>
    public ArmRootResource Root { get; }

    public AmlWorkspaceResource GetWorkspace(WorkspaceId workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return _workspaces.GetOrAdd(
            workspace, static (id, client) => new AmlWorkspaceResource(client, new ResourceIdentifier(id.ToString())), _client);
    }

    /// <summary>A resource that steers traffic, by its identifier.</summary>
    public TrafficResource GetTrafficResource(string id, string apiVersion) => new(_client, id, apiVersion);
}
