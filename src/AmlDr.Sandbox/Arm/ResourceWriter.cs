using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Identity;

namespace AmlDr.Sandbox.Arm;

/// <summary>Creates, changes and deletes resources of any type in the table.</summary>
internal sealed class ResourceWriter(ArmContext arm)
{
    private static readonly CallerIdentity Service = new(
        "service", null, null, string.Empty, "Application", new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "simulator" });

    private readonly ResourceView _view = new(arm);

    public SimResponse Put(CallContext call, ResourceAddress address, JsonObject body)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        RefuseServiceOwned(descriptor, call);
        CheckNames(address);
        descriptor.Schema.Accept(body, arm.Options.RejectReadOnlyFields);
        WriteStyle style = descriptor.Put;
        StoredResource resource;
        LongRunningOperation? operation = null;
        bool created;
        lock (arm.Store.Gate)
        {
            StoredResource? existing = arm.Store.Find(address);
            created = existing is null;
            RefuseWhileBusy(existing);
            string state = style == WriteStyle.Synchronous ? "Succeeded" : created ? "Creating" : "Updating";
            resource = Store(address, body, existing, call.Caller!, state);
            if (style != WriteStyle.Synchronous)
                operation = StartWrite(call, address, resource, created);
        }

        if (style == WriteStyle.Synchronous)
            arm.Events.Written(call, resource, created);
        if (style == WriteStyle.Location)
            return arm.Operations.Accepted(call, operation!, resource.Id);
        SimResponse response = SimResponse.Json(created ? 201 : 200, _view.Render(resource, call.Request.BaseUrl), tookEffect: true);
        return created && operation is not null
            ? response.With("Azure-AsyncOperation", LongRunningOperations.StatusAddress(call, operation)).With("x-ms-async-operation-timeout", "PT1H")
            : response;
    }

    public SimResponse Patch(CallContext call, ResourceAddress address, JsonObject patch)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        if (descriptor.Patchable is null)
            throw MethodNotAllowed(call);
        StoredResource resource;
        LongRunningOperation? operation = null;
        lock (arm.Store.Gate)
        {
            StoredResource existing = arm.Store.Find(address) ?? throw Missing(address);
            RefuseWhileBusy(existing);
            JsonObject body = existing.ReadBody();
            Merge(body, patch, descriptor.Patchable);
            descriptor.Schema.Accept(body, rejectReadOnly: false);
            string state = descriptor.Put == WriteStyle.Synchronous ? "Succeeded" : "Updating";
            resource = Store(address, body, existing, call.Caller!, state);
            if (descriptor.Put != WriteStyle.Synchronous)
                operation = StartWrite(call, address, resource, created: false);
        }

        if (operation is not null)
            return arm.Operations.Accepted(call, operation, resource.Id);
        arm.Events.Written(call, resource, created: false);
        return SimResponse.Json(200, _view.Render(resource, call.Request.BaseUrl), tookEffect: true);
    }

    public SimResponse Delete(CallContext call, ResourceAddress address)
    {
        RefuseServiceOwned(address.Descriptor, call);
        bool isWorkspace = address.Descriptor.Type == AssetTypes.Workspace;
        bool purge = isWorkspace && string.Equals(call.Request.Target["forceToPurge"], "true", StringComparison.OrdinalIgnoreCase);
        StoredResource existing;
        LongRunningOperation operation;
        lock (arm.Store.Gate)
        {
            if (arm.Store.Find(address) is not { } found)
                return purge && arm.SoftDeleted.Purge(address.Id) ? SimResponse.Empty(200, tookEffect: true) : SimResponse.Empty(204);
            existing = found;
            if (address.Descriptor.Delete == WriteStyle.Synchronous)
            {
                arm.Store.Remove(address);
                arm.Events.Deleted(call, existing);
                return SimResponse.Empty(200, tookEffect: true);
            }

            RefuseWhileBusy(existing);
            arm.Store.Put(address, existing with { ProvisioningState = "Deleting" });
            operation = arm.Operations.Start(
                call,
                failure =>
                {
                    if (failure is not null)
                    {
                        arm.Store.Put(address, existing with { ProvisioningState = "Failed" });
                        return;
                    }

                    arm.Store.Remove(address);
                    if (isWorkspace && !purge)
                        arm.SoftDeleted.Add(existing.Id, arm.Clock.GetUtcNow());
                    arm.Events.Deleted(call, existing);
                },
                () => SimResponse.Empty(200));
        }

        return arm.Operations.Accepted(call, operation, existing.Id);
    }

    /// <summary>Writes as the service itself: nothing is validated, read-only fields are taken as given, no event is raised.</summary>
    public StoredResource WriteAsService(string id, JsonObject body)
    {
        ResourceAddress address = ResourceAddress.Of(id, arm.Types);
        if (body["properties"] is not JsonObject)
            throw new ArgumentException("The body needs an object 'properties'.", nameof(body));
        lock (arm.Store.Gate)
            return Store(address, (JsonObject)body.DeepClone(), arm.Store.Find(address), Service, State(body) ?? "Succeeded", asService: true);
    }

    private static string? State(JsonObject body) => body["properties"]?["provisioningState"]?.ToString();

    private static void Merge(JsonObject body, JsonObject patch, IReadOnlyList<string> patchable)
    {
        foreach ((string name, JsonNode? value) in patch)
        {
            if (name == "properties" && value is JsonObject properties)
            {
                foreach ((string property, JsonNode? change) in properties)
                {
                    Require("properties." + property);
                    body["properties"]![property] = change?.DeepClone();
                }
            }
            else
            {
                Require(name);
                body[name] = value?.DeepClone();
            }
        }

        void Require(string path)
        {
            if (!patchable.Contains(path, StringComparer.Ordinal))
                throw ArmException.User(400, "BadArgument", $"The field '{path}' cannot be changed with PATCH.");
        }
    }

    private static void RefuseServiceOwned(ResourceDescriptor descriptor, CallContext call)
    {
        if (descriptor.ServiceOwned)
            throw MethodNotAllowed(call);
    }

    private static ArmException MethodNotAllowed(CallContext call) =>
        ArmException.Of(405, "MethodNotAllowed", $"The requested resource does not support the method '{call.Request.Method}'.");

    private static ArmException Missing(ResourceAddress address) => address.Parent is null
        ? ArmException.ResourceNotFound(address.Descriptor.Type, address.Name, address.Path.ResourceGroup!)
        : ArmException.User(404, "NotFoundError", $"Not found: {address.Id}.");

    private static void RefuseWhileBusy(StoredResource? existing)
    {
        if (existing?.ProvisioningState is "Creating" or "Updating" or "Deleting")
            throw ArmException.User(409, "ConflictError", $"'{existing.Id}' is busy: its state is {existing.ProvisioningState}. Retry later.");
    }

    private static void CheckNames(ResourceAddress address)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        if (descriptor.NamePattern is { } pattern && !pattern.IsMatch(address.Name))
            throw ArmException.User(400, "BadArgument", $"The name '{address.Name}' is not valid; it must match {pattern}.");
        if (descriptor.NameRule?.Invoke(address.Name) is { } problem)
            throw ArmException.User(400, "BadArgument", problem);
        // A version's PUT makes its container, so the container's name is checked as well.
        if (descriptor.ContainerType is not null)
            CheckNames(address.Parent!);
    }

    private LongRunningOperation StartWrite(CallContext call, ResourceAddress address, StoredResource resource, bool created) => arm.Operations.Start(
        call,
        failure =>
        {
            StoredResource ended;
            lock (arm.Store.Gate)
            {
                ended = (arm.Store.Find(address) ?? resource) with { ProvisioningState = failure is null ? "Succeeded" : "Failed" };
                arm.Store.Put(address, ended);
            }

            if (failure is null)
                arm.Events.Written(call, ended, created);
        },
        () => SimResponse.Json(200, _view.Render(arm.Store.Find(address) ?? throw Missing(address), call.Request.BaseUrl)));

    private StoredResource Store(
        ResourceAddress address, JsonObject body, StoredResource? existing, CallerIdentity caller, string state, bool asService = false)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        StoredResource? parent = address.Parent is null ? null : Parent(address, caller, body);
        JsonObject? existingBody = existing?.ReadBody();
        if (existing is null && address.Parent is null && arm.SoftDeleted.Blocks(address.Id, arm.Clock.GetUtcNow()))
        {
            throw ArmException.User(
                409, "SoftDeletedWorkspaceExists", $"A soft-deleted workspace named '{address.Name}' exists. Purge it, or wait until its retention of 14 days is over.");
        }

        WriteContext write = new(arm, address, parent, existingBody, caller);
        descriptor.Normalise?.Invoke(body, write);
        descriptor.Schema.Complete(body, existingBody);
        JsonObject? secrets = descriptor.Schema.ExtractSecrets(body);
        if (!asService && existingBody is not null && descriptor.Schema.FirstChangedImmutable(existingBody, body) is { } field)
        {
            throw ArmException.User(
                409, "ConflictError", $"'{address.Label}' is already registered and cannot be changed: the field '{field}' differs.");
        }

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
        return resource;
    }

    private static bool IsTrue(JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.True;

    /// <summary>The stored parent. A version's missing container is made on the way.</summary>
    private StoredResource Parent(ResourceAddress address, CallerIdentity caller, JsonObject body)
    {
        ResourceAddress parent = address.Parent!;
        if (arm.Store.Find(parent) is { } found)
            return found;
        if (address.Descriptor.ContainerType is null)
            throw Missing(parent);
        JsonObject properties = [];
        if (JsonPath.Get(body, ["properties", "dataType"]) is { } dataType)
            properties["dataType"] = dataType.DeepClone();
        return Store(parent, new JsonObject { ["properties"] = properties }, null, caller, "Succeeded");
    }
}
