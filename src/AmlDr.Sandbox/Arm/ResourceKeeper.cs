using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Identity;

namespace AmlDr.Sandbox.Arm;

/// <summary>Brings an accepted body into the form that is kept, and keeps it. Callers hold the store's gate.</summary>
internal sealed class ResourceKeeper(ArmContext arm)
{
    private static readonly CallerIdentity Service = new(
        "service", null, null, string.Empty, "Application", new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "simulator" });

    /// <summary>What the rules of a type see of a write.</summary>
    public WriteContext Context(ResourceAddress address, StoredResource? existing, CallerIdentity caller) =>
        new(arm, address, address.Parent is null ? null : arm.Store.Find(address.Parent), existing?.ReadBody(), caller);

    /// <summary>Keeps a client's write. <paramref name="doomed"/> tells why the provisioning that follows will fail.</summary>
    public StoredResource Store(
        ResourceAddress address, JsonObject body, StoredResource? existing, CallerIdentity caller, string state, out OperationError? doomed) =>
        Store(address, body, existing, caller, state, asService: false, out doomed);

    /// <summary>Keeps what the simulator itself writes: nothing is checked.</summary>
    public StoredResource WriteAsService(string id, JsonObject body)
    {
        ResourceAddress address = ResourceAddress.Of(id, arm.Types);
        body = (JsonObject)body.DeepClone();
        if (!address.Descriptor.Schema.RequiresProperties)
            body["properties"] ??= new JsonObject();
        if (body["properties"] is not JsonObject properties)
            throw new ArgumentException("The body needs an object 'properties'.", nameof(body));
        if (address.Path.ResourceGroup is { } group && !arm.Groups.Contains(group))
            arm.Groups.Put(group, body["location"]?.ToString() ?? World.WorldTopology.SecondaryRegion, null);
        string state = properties["provisioningState"]?.ToString() ?? "Succeeded";
        lock (arm.Store.Gate)
            return Store(address, body, arm.Store.Find(address), Service, state, asService: true, out _);
    }

    /// <summary>Keeps a changed state of a resource, stamped with now.</summary>
    public StoredResource Touch(ResourceAddress address, StoredResource resource, CallerIdentity caller)
    {
        resource = resource with
        {
            ModifiedSequence = arm.Store.NextSequence(),
            ModifiedAt = arm.Clock.GetUtcNow(),
            ModifiedBy = caller.DisplayName,
            ModifiedByType = caller.Kind,
        };
        arm.Store.Put(address, resource);
        address.Descriptor.Stored?.Invoke(resource, arm);
        return resource;
    }

    /// <summary>Removes a resource with what is below it; where the type has a bin, into the bin.</summary>
    public void Remove(ResourceAddress address, bool purge)
    {
        lock (arm.Store.Gate)
        {
            if (arm.Store.Remove(address) is not { } removed)
                return;
            ResourceDescriptor descriptor = address.Descriptor;
            if (descriptor.NeverAgain)
                arm.Retired.Add(address.Id);
            descriptor.Removed?.Invoke(removed, arm);
            if (descriptor.SoftDelete is not { } soft || purge)
                return;
            foreach (string segment in soft.TakenForGood)
                removed.Children?.Remove(segment);
            arm.SoftDeleted.Add(removed);
        }
    }

    /// <summary>
    /// For a name in the bin: the resource, put back, when the body asks for it. Null when the name is free.
    /// </summary>
    /// <exception cref="ArmException">The name is blocked.</exception>
    public StoredResource? RecoverOrRefuse(ResourceAddress address, JsonObject body)
    {
        if (arm.Retired.Contains(address.Id))
            throw ArmException.User(409, "ConflictError", $"'{address.Label}' was deleted; the same version cannot be registered again.");
        if (address.Descriptor.SoftDelete is not { } soft || arm.SoftDeleted.Find(address.Id) is not { } deleted)
            return null;
        if (!soft.Recovers(body))
        {
            throw ArmException.User(
                409,
                soft.ErrorCode,
                $"A soft-deleted resource named '{address.Name}' exists. Recover it, purge it, or wait until its retention of {soft.Retention.TotalDays} days is over.");
        }

        arm.SoftDeleted.Remove(address.Id);
        arm.Store.Restore(address, deleted.Resource);
        return deleted.Resource;
    }

    private static bool IsTrue(JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.True;

    private StoredResource Store(
        ResourceAddress address, JsonObject body, StoredResource? existing, CallerIdentity caller, string state, bool asService, out OperationError? doomed)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        StoredResource? parent = FindParent(address);
        JsonObject? existingBody = existing?.ReadBody();
        WriteContext write = new(arm, address, parent, existingBody, caller);
        descriptor.Normalise?.Invoke(body, write);
        descriptor.Schema.Complete(body, existingBody);
        if (!asService)
            descriptor.Check?.Invoke(body, write);
        JsonObject? secrets = descriptor.Schema.ExtractSecrets(body, existing?.Secrets, out bool secretsWritten);
        if (!asService)
            CheckAgainst(existingBody, body, address, secretsWritten);
        string? regionalName = RegionalName(body, write, asService);
        doomed = asService ? null : descriptor.Provision?.Invoke(body, write);
        CoreDemand? demand = doomed is null ? descriptor.Demand?.Invoke(body, write) : existing?.Demand;

        if (parent is null && address.Parent is not null)
            parent = MakeContainer(address.Parent, body, caller);
        DateTimeOffset now = arm.Clock.GetUtcNow();
        long sequence = arm.Store.NextSequence();
        JsonObject? properties = body["properties"] as JsonObject;
        // Kept beside the body, because it changes without a write.
        if (descriptor.Schema.HasProvisioningState)
            properties?.Remove("provisioningState");
        StoredResource resource = new()
        {
            Descriptor = descriptor,
            Id = existing?.Id ?? (parent is null ? address.Id : $"{parent.Id}/{descriptor.Segment}/{address.Name}"),
            Name = existing?.Name ?? address.Name,
            Body = StoredResource.Pack(body),
            Location = body["location"]?.ToString(),
            Secrets = secrets,
            Children = existing?.Children ?? (arm.Types.HasChildren(descriptor) ? new ChildCollections() : null),
            RegionalName = regionalName,
            Demand = demand,
            LastOperation = existing?.LastOperation,
            ETag = descriptor.HasETag ? Guid.NewGuid().ToString() : null,
            Archived = IsTrue(properties?["isArchived"]),
            Enabled = properties?["isEnabled"] is not { } enabled || IsTrue(enabled),
            ProvisioningState = state,
            Sequence = existing?.Sequence ?? sequence,
            ModifiedSequence = sequence,
            CreatedAt = existing?.CreatedAt ?? now,
            CreatedBy = existing?.CreatedBy ?? caller.DisplayName,
            CreatedByType = existing?.CreatedByType ?? caller.Kind,
            ModifiedAt = now,
            ModifiedBy = caller.DisplayName,
            ModifiedByType = caller.Kind,
        };
        arm.Store.Put(address, resource);
        if (existing is null)
            descriptor.Created?.Invoke(resource, write);
        descriptor.Stored?.Invoke(resource, arm);
        return resource;
    }

    private void CheckAgainst(JsonObject? existing, JsonObject body, ResourceAddress address, bool secretsWritten)
    {
        if (existing is not null && address.Descriptor.Schema.FirstChangedImmutable(existing, body) is { } field)
            throw ArmException.User(409, "ConflictError", $"'{address.Label}' is already registered and cannot be changed: the field '{field}' differs.");
        if (secretsWritten && arm.KeyVaultReadOnly)
            throw ArmException.User(409, "KeyVaultReadOnly", "The workspace's key vault is read-only; credentials cannot be stored.");
    }

    private string? RegionalName(JsonObject body, WriteContext write, bool asService)
    {
        if (write.Address.Descriptor.RegionalGroup?.Invoke(body) is not { } group)
            return null;
        string key = $"{group}|{write.Region}|{write.Address.Name}";
        string id = write.Address.Id;
        if (!asService && arm.Store.FindRegionalName(key) is { } holder && !ArmPath.Is(holder, id))
            throw ArmException.User(409, "ConflictError", $"The name '{write.Address.Name}' is taken: it must be unique in the region {write.Region}.");
        return key;
    }

    /// <summary>The stored parent; null for top-level resources, and for a version whose container is missing.</summary>
    private StoredResource? FindParent(ResourceAddress address)
    {
        if (address.Parent is not { } parent)
            return null;
        if (arm.Store.Find(parent) is { } found)
            return found;
        if (address.Descriptor.ContainerType is null)
            throw ResourceWriter.Missing(parent);
        // The container may be made on the way; what it stands in must be there.
        return parent.Parent is { } above && arm.Store.Find(above) is null ? throw ResourceWriter.Missing(above) : null;
    }

    /// <summary>A version's missing container is made on the way.</summary>
    private StoredResource MakeContainer(ResourceAddress container, JsonObject version, CallerIdentity caller)
    {
        JsonObject properties = [];
        if (JsonPath.Get(version, ["properties", "dataType"]) is { } dataType)
            properties["dataType"] = dataType.DeepClone();
        return Store(container, new JsonObject { ["properties"] = properties }, null, caller, "Succeeded", asService: false, out _);
    }
}
