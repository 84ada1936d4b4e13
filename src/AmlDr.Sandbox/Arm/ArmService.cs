using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Identity;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm;

/// <summary>The simulated Resource Manager with the Azure Machine Learning resource provider behind it.</summary>
internal sealed class ArmService(ArmContext arm, TokenService tokens, ArmThrottle throttle) : ISimulatedService
{
    // ARM's own limit on a request's body.
    private const long BodyLimit = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly SubscriptionRoutes _subscriptions = new(arm);
    private readonly LocationRoutes _locations = new(arm);
    private readonly ArmRouter _router = new(arm);
    private readonly ResourceLister _lister = new(arm);
    private readonly ResourceView _view = new(arm);

    public void Classify(CallContext call)
    {
        if (_router.Find(call.Request.Method, call.Request.Target.Segments) is not { } route)
            return;
        call.Operation = route.Operation;
        call.Provider = route.Path.Namespace;
        call.Region = _router.RegionOf(route.Path);
    }

    public async Task<SimResponse> HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        SimResponse response;
        IReadOnlyList<KeyValuePair<string, string>> limits = [];
        try
        {
            call.Caller = Authenticate(call);
            ArmRoute route = _router.Find(call.Request.Method, call.Request.Target.Segments)
                ?? throw ArmException.Of(404, "NotFound", "The address is not one of Resource Manager's.");
            limits = throttle.Admit(call, route.Path.SubscriptionId ?? "tenant");
            // A provider's own description is Resource Manager's, not the provider's.
            ApiVersions.Check(route.Kind == ArmRouteKind.Subscription ? null : route.Path.Namespace, call.Request.Target["api-version"]);
            CheckScope(route.Path);
            if (route.Refusal is not null)
                throw route.Refusal;
            if (route.Permission is not null)
                arm.Access.Demand(call.Caller, route.Permission, route.Scope);
            CheckTarget(route.Path);
            response = await ServeAsync(call, route, cancellationToken);
        }
        catch (ArmException exception)
        {
            response = exception.ToResponse(call);
        }

        return Finish(call, response).With(limits);
    }

    public SimResponse Refuse(CallContext call, int status, int? retryAfterSeconds)
    {
        ArmException exception = status switch
        {
            429 => ArmException.Throttled("requests", retryAfterSeconds ?? 1),
            503 => ArmException.Of(503, "ServerUnavailable", "The service is temporarily unavailable."),
            _ => ArmException.User(status, "InternalServerError", "An internal error occurred."),
        };
        SimResponse response = exception.ToResponse(call);
        if (status != 429 && retryAfterSeconds is { } seconds)
            response.With("Retry-After", Wire.Number(seconds));
        return Finish(call, response);
    }

    private static SimResponse Finish(CallContext call, SimResponse response) => response
        .With("x-ms-request-id", call.Request.RequestId)
        .With("x-ms-correlation-request-id", call.Request.Header("x-ms-correlation-request-id") ?? call.Request.RequestId)
        .With("x-ms-routing-request-id", $"{(call.Region ?? "global").ToUpperInvariant()}:{call.Request.RequestId}")
        .With("x-ms-client-request-id", call.Request.Header("x-ms-client-request-id"))
        .With("Cache-Control", "no-cache");

    private CallerIdentity Authenticate(CallContext call)
    {
        string? header = call.Request.Header("Authorization");
        if (string.IsNullOrEmpty(header) || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || header.Length == "Bearer ".Length)
            throw Unauthorized("AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing or not of the form 'Bearer <token>'.");
        TokenProblem problem = tokens.Read(
            header["Bearer ".Length..].Trim(),
            audience => audience.TrimEnd('/') is "https://management.azure.com" or "https://management.core.windows.net",
            out CallerIdentity caller);
        return problem switch
        {
            TokenProblem.None => caller,
            TokenProblem.Expired => throw Unauthorized("ExpiredAuthenticationToken", "The access token has expired."),
            TokenProblem.WrongAudience => throw Unauthorized(
                "InvalidAuthenticationTokenAudience", "The access token was issued for another audience than 'https://management.azure.com'."),
            _ => throw Unauthorized("InvalidAuthenticationToken", "The access token is invalid."),
        };
    }

    private ArmException Unauthorized(string code, string message)
    {
        ArmException exception = ArmException.Of(401, code, message);
        exception.Headers.Add(new(
            "WWW-Authenticate",
            $"Bearer authorization_uri=\"https://login.microsoftonline.com/{arm.World.TenantId}\", error=\"invalid_token\", error_description=\"{code}\""));
        return exception;
    }

    private void CheckScope(ArmPath path)
    {
        if (path.SubscriptionId is not null && !ArmPath.Is(path.SubscriptionId, WorldTopology.SubscriptionId))
            throw ArmException.Of(404, "SubscriptionNotFound", $"The subscription '{path.SubscriptionId}' could not be found.");
        if (path is { ResourceGroup: { } group, Namespace: not null } && !arm.Groups.Contains(group))
            throw ArmException.Of(404, "ResourceGroupNotFound", $"Resource group '{group}' could not be found.");
    }

    /// <summary>What an extension resource hangs on must be there.</summary>
    private void CheckTarget(ArmPath path)
    {
        if (path.Target is { Chain.Count: > 0 } target)
            Find(ResourceAddress.Resolve(target, arm.Types, target.Chain.Count) ?? throw ArmException.Of(404, "ResourceNotFound", $"The Resource '{target.Id}' was not found."));
    }

    private async Task<SimResponse> ServeAsync(CallContext call, ArmRoute route, CancellationToken cancellationToken)
    {
        switch (route.Kind)
        {
            case ArmRouteKind.Subscription:
                return await ServeSubscriptionAsync(call, route.Path, cancellationToken);
            case ArmRouteKind.Location:
                return _locations.Serve(call, route, call.Request.Method == "POST" ? await ReadOptionalBodyAsync(call, cancellationToken) : []);
            case ArmRouteKind.List:
                if (route.Address is not null)
                    Find(route.Address);
                return _lister.List(call, route.Path, route.Listed!, route.Address);
            case ArmRouteKind.Action:
                return await RunAsync(call, route, cancellationToken);
            default:
                return await ServeOneAsync(call, route.Address!, cancellationToken);
        }
    }

    private async Task<SimResponse> ServeSubscriptionAsync(CallContext call, ArmPath path, CancellationToken cancellationToken) => call.Request.Method switch
    {
        "GET" or "HEAD" => _subscriptions.Get(path),
        "PUT" when path is { ResourceGroup: not null, Namespace: null } => _subscriptions.PutGroup(path, await ReadBodyAsync(call, cancellationToken)),
        _ => throw ArmException.Of(405, "MethodNotAllowed", $"The requested resource does not support the method '{call.Request.Method}'."),
    };

    private async Task<SimResponse> RunAsync(CallContext call, ArmRoute route, CancellationToken cancellationToken)
    {
        ResourceAction action = route.Action!;
        JsonObject body = action.NeedsBody ? await ReadBodyAsync(call, cancellationToken) : await ReadOptionalBodyAsync(call, cancellationToken);
        Find(action.OnAbsent ? route.Address!.Root : route.Address!);
        return action.Run(new ActionCall(arm, route.Address!, call, body));
    }

    private async Task<SimResponse> ServeOneAsync(CallContext call, ResourceAddress address, CancellationToken cancellationToken)
    {
        switch (call.Request.Method)
        {
            case "GET" or "HEAD":
                StoredResource found = Find(address);
                JsonObject document = _view.Render(found, call.Request.BaseUrl);
                if (address.Descriptor.Expandable is { } part && call.Request.Target["$expand"]?.Contains(part, StringComparison.OrdinalIgnoreCase) == true)
                    document["properties"]![part] = found.ReadBody()["properties"]?[part]?.DeepClone();
                return SimResponse.Json(200, document).With(ETags.Header(found));
            case "PUT":
                return arm.Resources.Put(call, address, await ReadBodyAsync(call, cancellationToken));
            case "PATCH":
                return arm.Resources.Patch(call, address, await ReadBodyAsync(call, cancellationToken));
            case "DELETE":
                return arm.Resources.Delete(call, address);
            default:
                throw ArmException.Of(405, "MethodNotAllowed", $"The requested resource does not support the method '{call.Request.Method}'.");
        }
    }

    private static Task<JsonObject> ReadOptionalBodyAsync(CallContext call, CancellationToken cancellationToken) =>
        call.Request.ContentLength is null or 0 ? Task.FromResult(new JsonObject()) : ReadBodyAsync(call, cancellationToken);

    private static async Task<JsonObject> ReadBodyAsync(CallContext call, CancellationToken cancellationToken)
    {
        string? type = call.Request.Header("Content-Type");
        if (type is null || !type.Contains("json", StringComparison.OrdinalIgnoreCase))
            throw ArmException.Of(415, "UnsupportedMediaType", $"The content media type '{type}' is not supported. Only 'application/json' is supported.");
        byte[] bytes = await call.Request.ReadBodyAsync(BodyLimit, cancellationToken)
            ?? throw ArmException.Of(413, "RequestEntityTooLarge", "The request body is larger than 4 MB.");
        try
        {
            return JsonNode.Parse(bytes, documentOptions: Strict) as JsonObject
                ?? throw ArmException.Of(400, "InvalidRequestContent", "The request content was invalid: it must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw ArmException.Of(400, "InvalidRequestContent", $"The request content was invalid and could not be deserialized: '{exception.Message}'.");
        }
    }

    private StoredResource Find(ResourceAddress address)
    {
        if (arm.Store.Find(address) is { } found)
            return found;
        throw ResourceWriter.Missing(arm.Store.Find(address.Root) is null ? address.Root : address);
    }
}
