using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>Creates, changes and deletes resources of any type in the table.</summary>
internal sealed class ResourceWriter(ArmContext arm)
{
    private readonly ResourceView _view = new(arm);
    private readonly ResourceKeeper _keeper = new(arm);

    /// <summary>The error for a resource that is not there, in the words of ARM or of the AML front end.</summary>
    public static ArmException Missing(ResourceAddress address) => address.Parent is null
        ? ArmException.ResourceNotFound(address.Descriptor.Type, address.Name, address.Path.ResourceGroup ?? string.Empty)
        : ArmException.User(404, "NotFoundError", $"Not found: {address.Id}.");

    public SimResponse Put(CallContext call, ResourceAddress address, JsonObject body)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        RefuseServiceOwned(descriptor, call);
        NameRules.Check(address);
        LinkedAccess.Demand(arm, call.Caller!, address, body);
        descriptor.Schema.Accept(body, arm.Options.RejectReadOnlyFields);
        WriteStyle style = descriptor.Put;
        StoredResource resource;
        LongRunningOperation? operation = null;
        bool created;
        lock (arm.Store.Gate)
        {
            StoredResource? existing = arm.Store.Find(address);
            created = existing is null;
            ETags.Check(call, descriptor, existing);
            RefuseWhileBusy(existing);
            if (existing is null && _keeper.RecoverOrRefuse(address, body) is { } recovered)
                (existing, body) = (recovered, recovered.ReadBody());
            resource = _keeper.Store(address, body, existing, call.Caller!, PassingState(style, created), out OperationError? doomed);
            if (style != WriteStyle.Synchronous)
                (resource, operation) = StartWrite(call, address, resource, created, doomed);
        }

        if (style == WriteStyle.Synchronous)
            arm.Events.Written(call, resource, created);
        if (style == WriteStyle.Location)
            return arm.Operations.Accepted(call, operation!, resource.Id);
        SimResponse response = SimResponse.Json(created ? descriptor.CreatedStatus : 200, _view.Render(resource, call.Request.BaseUrl), tookEffect: true)
            .With(ETags.Header(resource));
        return created && operation is not null
            ? response.With("Azure-AsyncOperation", LongRunningOperations.StatusAddress(call, operation)).With("x-ms-async-operation-timeout", "PT1H")
            : response;
    }

    public SimResponse Patch(CallContext call, ResourceAddress address, JsonObject patch)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        if (descriptor.Patchable is null)
            throw MethodNotAllowed(call);
        LinkedAccess.Demand(arm, call.Caller!, address, patch);
        StoredResource resource;
        LongRunningOperation? operation = null;
        WriteStyle style = descriptor.PatchStyle;
        lock (arm.Store.Gate)
        {
            StoredResource existing = arm.Store.Find(address) ?? throw Missing(address);
            ETags.Check(call, descriptor, existing);
            RefuseWhileBusy(existing);
            JsonObject body = existing.ReadBody();
            MergePatch.Apply(body, patch, descriptor.Patchable);
            descriptor.Schema.Accept(body, rejectReadOnly: false);
            resource = _keeper.Store(address, body, existing, call.Caller!, PassingState(style, created: false), out OperationError? doomed);
            if (style != WriteStyle.Synchronous)
                (resource, operation) = StartWrite(call, address, resource, created: false, doomed);
        }

        if (style == WriteStyle.Location)
            return arm.Operations.Accepted(call, operation!, resource.Id);
        if (operation is null)
            arm.Events.Written(call, resource, created: false);
        SimResponse response = SimResponse.Json(200, _view.Render(resource, call.Request.BaseUrl), tookEffect: true).With(ETags.Header(resource));
        return operation is null ? response : response.With("Azure-AsyncOperation", LongRunningOperations.StatusAddress(call, operation));
    }

    public SimResponse Delete(CallContext call, ResourceAddress address)
    {
        ResourceDescriptor descriptor = address.Descriptor;
        RefuseServiceOwned(descriptor, call);
        CheckDeleteParameter(call, descriptor);
        bool purge = descriptor.SoftDelete?.PurgeParameter is { } parameter && ArmPath.Is(call.Request.Target[parameter], "true");
        StoredResource existing;
        LongRunningOperation operation;
        lock (arm.Store.Gate)
        {
            if (arm.Store.Find(address) is not { } found)
                return purge && arm.SoftDeleted.Remove(address.Id) ? SimResponse.Empty(200, tookEffect: true) : SimResponse.Empty(204);
            existing = found;
            ETags.Check(call, descriptor, existing);
            descriptor.CheckDelete?.Invoke(existing, _keeper.Context(address, existing, call.Caller!));
            if (descriptor.Delete == WriteStyle.Synchronous)
            {
                _keeper.Remove(address, purge);
                arm.Events.Deleted(call, existing);
                return SimResponse.Empty(200, tookEffect: true);
            }

            RefuseWhileBusy(existing);
            arm.Store.Put(address, existing with { ProvisioningState = "Deleting" });
            operation = arm.Operations.Start(
                call,
                descriptor.Namespace,
                error =>
                {
                    if (error is not null)
                    {
                        SetState(address, "Failed");
                        return;
                    }

                    _keeper.Remove(address, purge);
                    arm.Events.Deleted(call, existing);
                },
                () => SimResponse.Empty(200));
        }

        return arm.Operations.Accepted(call, operation, existing.Id, descriptor.DeleteTellsStatus);
    }

    /// <summary>
    /// Changes a resource on behalf of an action: stores the body as the service itself and raises the event of a write. With
    /// <paramref name="secrets"/>, these replace what was kept.
    /// </summary>
    public StoredResource Amend(CallContext call, ResourceAddress address, Action<JsonObject> change, JsonObject? secrets = null)
    {
        StoredResource changed;
        lock (arm.Store.Gate)
        {
            StoredResource existing = arm.Store.Find(address) ?? throw Missing(address);
            JsonObject body = existing.ReadBody();
            change(body);
            changed = existing with
            {
                Body = StoredResource.Pack(body),
                Secrets = secrets ?? existing.Secrets,
                Demand = address.Descriptor.Demand?.Invoke(body, _keeper.Context(address, existing, call.Caller!)),
            };
            changed = _keeper.Touch(address, changed, call.Caller!);
        }

        arm.Events.Written(call, changed, created: false);
        return changed;
    }

    /// <summary>Sets the state that a long-running action leads through, without counting as a change.</summary>
    public void SetState(ResourceAddress address, string state)
    {
        lock (arm.Store.Gate)
        {
            if (arm.Store.Find(address) is { } found)
                arm.Store.Put(address, found with { ProvisioningState = state });
        }
    }

    /// <summary>Writes as the service itself: nothing is validated, read-only fields are taken as given, no event is raised.</summary>
    public StoredResource WriteAsService(string id, JsonObject body) => _keeper.WriteAsService(id, body);

    /// <summary>Registers a new resource as the service itself and raises the event of a write: what an operation made on a client's behalf.</summary>
    public void Create(CallContext call, string id, JsonObject body) => arm.Events.Written(call, _keeper.WriteAsService(id, body), created: true);

    public static void RefuseWhileBusy(StoredResource? existing)
    {
        if (existing?.ProvisioningState is "Creating" or "Updating" or "Deleting" or "Scaling")
            throw ArmException.User(409, "ConflictError", $"'{existing.Id}' is busy: its state is {existing.ProvisioningState}. Retry later.");
    }

    private static string PassingState(WriteStyle style, bool created) =>
        style == WriteStyle.Synchronous ? "Succeeded" : created ? "Creating" : "Updating";

    private static void CheckDeleteParameter(CallContext call, ResourceDescriptor descriptor)
    {
        if (descriptor.DeleteParameter is { } required && !required.Values.Contains(call.Request.Target[required.Name], StringComparer.OrdinalIgnoreCase))
        {
            throw ArmException.User(
                400, "BadArgument", $"The query parameter '{required.Name}' is required and must be one of: {string.Join(", ", required.Values)}.");
        }
    }

    private static void RefuseServiceOwned(ResourceDescriptor descriptor, CallContext call)
    {
        if (descriptor.ServiceOwned)
            throw MethodNotAllowed(call);
    }

    private static ArmException MethodNotAllowed(CallContext call) =>
        ArmException.Of(405, "MethodNotAllowed", $"The requested resource does not support the method '{call.Request.Method}'.");

    private (StoredResource Resource, LongRunningOperation Operation) StartWrite(
        CallContext call, ResourceAddress address, StoredResource resource, bool created, OperationError? doomed)
    {
        LongRunningOperation operation = arm.Operations.Start(
            call,
            address.Descriptor.Namespace,
            error =>
            {
                StoredResource ended;
                lock (arm.Store.Gate)
                {
                    // Deleted meanwhile, with what it stood in: the operation ends as failed.
                    StoredResource now = arm.Store.Find(address) ?? throw Missing(address);
                    ended = now with { ProvisioningState = error is null ? "Succeeded" : "Failed" };
                    arm.Store.Put(address, ended);
                }

                if (error is null)
                    arm.Events.Written(call, ended, created);
            },
            () => SimResponse.Json(200, _view.Render(arm.Store.Find(address) ?? throw Missing(address), call.Request.BaseUrl)),
            doomed,
            address.Descriptor.Work is { } work ? cancellation => work(arm.Store.Find(address) ?? resource, arm, cancellation) : null);
        resource = resource with { LastOperation = operation.Id };
        arm.Store.Put(address, resource);
        return (resource, operation);
    }
}
