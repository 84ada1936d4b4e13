using System.Text.Json.Nodes;

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
    public bool Remove(string id) => _arm.Store.Remove(Address(id));

    /// <summary>The document that GET would return, null when there is none.</summary>
    /// <param name="id">The ARM id.</param>
    public JsonObject? Get(string id) => _arm.Store.Find(Address(id)) is { } found ? _view.Render(found, _baseUrl()) : null;

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

    private ResourceAddress Address(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return ResourceAddress.Of(id, _arm.Types);
    }
}
