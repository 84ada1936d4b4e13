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
    private readonly ResourceLister _lister = new(arm);
    private readonly ResourceView _view = new(arm);

    public void Classify(CallContext call)
    {
        if (ArmPath.Parse(call.Request.Target.Segments) is not { } path)
            return;
        call.Operation = OperationName(call.Request.Method, path);
        call.Region = RegionOf(path);
    }

    public async Task<SimResponse> HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        SimResponse response;
        IReadOnlyList<KeyValuePair<string, string>> limits = [];
        try
        {
            call.Caller = Authenticate(call);
            ArmPath path = ArmPath.Parse(call.Request.Target.Segments)
                ?? throw ArmException.Of(404, "NotFound", "The address is not one of Resource Manager's.");
            limits = throttle.Admit(call, path.SubscriptionId ?? "tenant");
            // A provider's own description is Resource Manager's, not the provider's.
            bool isProviders = path.Chain.Count == 0 && path.Tail is null;
            ApiVersions.Check(isProviders ? null : path.Namespace, call.Request.Target["api-version"]);
            CheckScope(path);
            response = _subscriptions.TryServe(call, path)
                ?? TryServeLocation(call, path)
                ?? await ServeResourceAsync(call, path, cancellationToken);
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

    private static void CheckScope(ArmPath path)
    {
        if (path.SubscriptionId is not null && !ArmPath.Is(path.SubscriptionId, WorldTopology.SubscriptionId))
            throw ArmException.Of(404, "SubscriptionNotFound", $"The subscription '{path.SubscriptionId}' could not be found.");
        if (path.ResourceGroup is not null && !ArmPath.Is(path.ResourceGroup, WorldTopology.ResourceGroup))
            throw ArmException.Of(404, "ResourceGroupNotFound", $"Resource group '{path.ResourceGroup}' could not be found.");
    }

    /// <summary>Addresses of long-running operations: <c>…/locations/{location}/mfeOperationsStatus/{id}</c> and the like.</summary>
    private SimResponse? TryServeLocation(CallContext call, ArmPath path)
    {
        if (path is not { ResourceGroup: null, Chain: [("locations", _), ..] } || path.Chain.Count != 2 || call.Request.Method != "GET")
            return null;
        (string segment, string id) = (path.Chain[1].Type, path.Chain[1].Name);
        return ArmPath.Is(segment, LongRunningOperations.StatusSegment) ? arm.Operations.Status(call, id)
            : ArmPath.Is(segment, LongRunningOperations.ResultSegment) ? arm.Operations.Result(call, id)
            : null;
    }

    private async Task<SimResponse> ServeResourceAsync(CallContext call, ArmPath path, CancellationToken cancellationToken)
    {
        if (path.Namespace is null || arm.Types.OfNamespace(path.Namespace).Count == 0)
            throw ArmException.Of(404, "InvalidResourceNamespace", $"The resource namespace '{path.Namespace}' is invalid.");
        ResourceAddress? address = ResourceAddress.Resolve(path, arm.Types, path.Chain.Count);
        if (path.Chain.Count > 0 && address is null)
            throw InvalidType(path.Type);
        if (path.Tail is null)
            return await ServeOneAsync(call, address ?? throw InvalidType(path.Namespace), cancellationToken);
        if (arm.Types.Find($"{path.Type}/{path.Tail}") is { } listed && call.Request.Method == "GET")
            return ServeList(call, path, listed, address);
        if (address is not null && call.Request.Method == "POST")
        {
            ResourceAction action = address.Descriptor.Actions.GetValueOrDefault(path.Tail)
                ?? throw ArmException.Of(404, "InvalidAction", $"The resource type '{path.Type}' has no action '{path.Tail}'.");
            return action(arm, Find(address), call);
        }

        throw InvalidType($"{path.Type}/{path.Tail}");
    }

    private static ArmException InvalidType(string type) => ArmException.Of(
        404, "InvalidResourceType", $"The resource type '{type}' could not be found, or does not support the method.");

    private SimResponse ServeList(CallContext call, ArmPath path, ResourceDescriptor listed, ResourceAddress? parent)
    {
        if (parent is not null)
        {
            Find(parent);
            return _lister.List(call, $"{parent.Key}/{listed.Segment.ToLowerInvariant()}", listed, parent);
        }

        // Listed by subscription: its only resource group is all there is.
        string group = path.ResourceGroup ?? WorldTopology.ResourceGroup;
        return _lister.List(call, $"{path.SubscriptionId}/{group}/{listed.Type}".ToLowerInvariant(), listed, null);
    }

    private async Task<SimResponse> ServeOneAsync(CallContext call, ResourceAddress address, CancellationToken cancellationToken)
    {
        if (address.Path.ResourceGroup is null)
            throw InvalidType(address.Path.Type);
        switch (call.Request.Method)
        {
            case "GET" or "HEAD":
                return SimResponse.Json(200, _view.Render(Find(address), call.Request.BaseUrl));
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
        if (arm.Store.Find(address.Root) is null)
            throw ArmException.ResourceNotFound(address.Root.Descriptor.Type, address.Root.Name, address.Path.ResourceGroup!);
        throw ArmException.User(404, "NotFoundError", $"Not found: {address.Id}.");
    }

    /// <summary>
    /// The operation's name. Words of the caller that the simulator does not know stay out of it: the call log counts by these names, and
    /// shall not grow by what somebody mistypes.
    /// </summary>
    private string OperationName(string method, ArmPath path)
    {
        string verb = method.ToLowerInvariant();
        if (path.Namespace is null)
            return path.ResourceGroup is not null || ArmPath.Is(path.Tail, "resourceGroups") ? $"resourceGroups:{verb}" : $"subscriptions:{verb}";
        if (path.Chain.Count == 0 && path.Tail is null)
            return $"providers:{verb}";
        if (path.Chain.Count > 0 && ArmPath.Is(path.Chain[0].Type, "locations"))
            return $"operations:{verb}";
        if (path.Tail is not null && arm.Types.Find($"{path.Type}/{path.Tail}") is { } listed)
            return $"{listed.OperationBase}:list";
        if (arm.Types.Find(path.Type) is not { } descriptor)
            return "unknown";
        if (path.Tail is null)
            return $"{descriptor.OperationBase}:{verb}";
        string? action = descriptor.Actions.Keys.FirstOrDefault(known => ArmPath.Is(known, path.Tail));
        return $"{descriptor.OperationBase}:{action ?? "unknown"}";
    }

    private string? RegionOf(ArmPath path)
    {
        if (path.Namespace is null || path.Chain.Count == 0)
            return null;
        if (ArmPath.Is(path.Chain[0].Type, "locations"))
            return arm.World.Regions.FirstOrDefault(region => ArmPath.Is(region.Name, path.Chain[0].Name))?.Name;
        return ResourceAddress.Resolve(path, arm.Types, 1) is { } root ? arm.Store.Find(root)?.Location : null;
    }
}
