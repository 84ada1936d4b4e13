using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.Arm;

/// <summary>Direct access to the simulated ARM resources, past HTTP, faults, throttling, events and the call log: for seeding and comparing.</summary>
public sealed class SimulatedResources
{
    private readonly ArmContext _arm;
    private readonly ResourceView _view;
    private readonly Func<string> _baseUrl;

    internal SimulatedResources(ArmContext arm, Func<string> baseUrl)
    {
        _arm = arm;
        _view = new ResourceView(arm);
        _baseUrl = baseUrl;
    }

    /// <summary>
    /// While true, writes that store a credential fail with 409: a key vault that Microsoft has failed over is read-only.
    /// </summary>
    public bool KeyVaultReadOnly
    {
        get => _arm.KeyVaultReadOnly;
        set => _arm.KeyVaultReadOnly = value;
    }

    /// <summary>
    /// Writes a resource as the service itself: names and immutable fields are not checked, read-only fields are taken as given, no event
    /// is raised. Curated environments, unusual states and broken documents come into the world this way.
    /// </summary>
    /// <param name="id">The ARM id.</param>
    /// <param name="body">The document; needs an object <c>properties</c>.</param>
    /// <exception cref="ArgumentException">The id names no type that is served, or the body has no properties.</exception>
    public void Put(string id, JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        _arm.Resources.WriteAsService(id, body);
    }

    /// <summary>Removes a resource and what is below it. False when there is none.</summary>
    /// <param name="id">The ARM id.</param>
    public bool Remove(string id)
    {
        ResourceAddress address = Address(id);
        lock (_arm.Store.Gate)
        {
            if (_arm.Store.Remove(address) is not { } removed)
                return false;
            address.Descriptor.Removed?.Invoke(removed, _arm);
            return true;
        }
    }

    /// <summary>The document that GET would return, null when there is none.</summary>
    /// <param name="id">The ARM id.</param>
    public JsonObject? Get(string id) => _arm.Store.Find(Address(id)) is { } found ? _view.Render(found, _baseUrl()) : null;

    /// <summary>The secrets that were written with a resource and that no GET returns, by their fields; null when there are none.</summary>
    /// <param name="id">The ARM id.</param>
    public JsonObject? GetSecrets(string id) => _arm.Store.Find(Address(id))?.Secrets is { Count: > 0 } secrets ? (JsonObject)secrets.DeepClone() : null;

    /// <summary>Everything below a workspace, in order of creation.</summary>
    /// <param name="workspaceId">The workspace's ARM id.</param>
    public IReadOnlyList<ResourceSnapshot> Snapshot(string workspaceId)
    {
        ResourceAddress workspace = Address(workspaceId);
        int cut = workspace.Id.Length + 1;
        return
        [
            .. _arm.Store.Below(workspace).Select(resource => new ResourceSnapshot
            {
                Id = resource.Id,
                Type = resource.Descriptor.OperationBase,
                Path = resource.Id[cut..],
                Archived = resource.Archived,
                Document = _view.Render(resource, _baseUrl()),
            }),
        ];
    }

    /// <summary>Moves a job to a status.</summary>
    /// <param name="id">The job's ARM id.</param>
    /// <param name="status">One of the published statuses, for example <c>Running</c>.</param>
    /// <exception cref="ArgumentException">There is no such job, or no such status.</exception>
    public void SetJobStatus(string id, string status)
    {
        if (!JobType.Statuses.Contains(status, StringComparer.Ordinal))
            throw new ArgumentException($"'status' is '{status}'; use one of: {string.Join(", ", JobType.Statuses)}.", nameof(status));
        ResourceAddress address = Address(id);
        lock (_arm.Store.Gate)
        {
            if (address.Descriptor.Type != JobType.Type || _arm.Store.Find(address) is not { } job)
                throw new ArgumentException($"There is no job '{id}'.", nameof(id));
            JsonObject body = job.ReadBody();
            JobType.SetStatus(body, status);
            _arm.Store.Put(address, job with { Body = StoredResource.Pack(body) });
        }
    }

    private ResourceAddress Address(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return ResourceAddress.Of(id, _arm.Types);
    }
}
