using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Control;

/// <summary>The routes under <c>/sandbox</c>: everything that the properties of <see cref="SimulatedAzure"/> offer, as JSON.</summary>
internal sealed class ControlService
{
    private readonly SimulatedAzure _azure;
    private readonly ControlRoute[] _routes;

    public ControlService(SimulatedAzure azure)
    {
        _azure = azure;
        _routes =
        [
            .. ObservationRoutes.All(azure),
            .. DisturbanceRoutes.All(azure),
            .. EventGridRoutes.All(azure),
            .. WorldRoutes.All(azure),
            .. CapacityRoutes.All(azure),
            .. AccessRoutes.All(azure),
            .. WebhookRoutes.All(azure),
        ];
    }

    public static SimResponse Ok<T>(T value, int status = 200) => SimResponse.Json(status, JsonSerializer.SerializeToUtf8Bytes(value, Wire.Control));

    public static Task<SimResponse> OkAsync<T>(T value) => Task.FromResult(Ok(value));

    public async Task<SimResponse> HandleAsync(SimRequest request, CancellationToken cancellationToken)
    {
        string[] segments = [.. request.Target.Segments.Skip(1)];
        if (segments.Length > 0 && segments[^1].Length == 0)
            segments = segments[..^1];
        if (segments.Length == 0 && request.Method is "GET" or "HEAD")
            return SimResponse.Json(200, Describe(request));
        bool known = false;
        foreach (ControlRoute route in _routes)
        {
            if (route.Match(segments) is not { } values)
                continue;
            known = true;
            if (route.Method == request.Method)
                return await RunAsync(route, new ControlRequest(request, values), cancellationToken);
        }

        return known
            ? Problem(405, $"{request.Method} is not what this route takes; GET /sandbox describes the routes.")
            : Problem(404, "There is no such control route; GET /sandbox describes them.");
    }

    private static async Task<SimResponse> RunAsync(ControlRoute route, ControlRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await route.Handler(request, cancellationToken);
        }
        catch (ControlException exception)
        {
            return Problem(exception.Status, exception.Message);
        }
        catch (Exception exception) when (exception is ArgumentException or EventGridException)
        {
            return Problem(400, exception.Message);
        }
    }

    private static SimResponse Problem(int status, string detail) =>
        SimResponse.Json(status, new JsonObject { ["status"] = status, ["title"] = status == 404 ? "Not found" : "Bad request", ["detail"] = detail });

    private JsonObject Describe(SimRequest request) => new()
    {
        ["about"] = "A simulated Azure: Resource Manager with Azure Machine Learning at /subscriptions, blob storage at /{account}/{container}/{blob}, file shares at /{account}.file/{share}/{path}, "
            + "endpoints at /scoring/{region}/{endpoint}, a managed identity endpoint at /msi/token. Nothing here reaches the real Azure; keys and tokens open nothing else.",
        ["resourceManager"] = request.BaseUrl + "/",
        ["subscription"] = World.WorldTopology.SubscriptionId,
        ["tenant"] = _azure.World.TenantId.ToString(),
        ["resourceGroup"] = World.WorldTopology.ResourceGroup,
        ["workspaces"] = new JsonArray([.. _azure.World.Workspaces.Select(workspace => (JsonNode)new JsonObject
        {
            ["name"] = workspace.Name,
            ["region"] = workspace.Region,
            ["id"] = workspace.ResourceId,
            ["workspaceId"] = workspace.WorkspaceId.ToString(),
            ["account"] = workspace.Account,
            ["containers"] = new JsonArray(workspace.BlobContainer, World.SimulatedWorkspace.ArtifactContainer),
        })]),
        ["accounts"] = new JsonArray([.. _azure.World.Accounts.Select(account => (JsonNode)new JsonObject
        {
            ["name"] = account.Name,
            ["region"] = account.Region,
            ["blobEndpoint"] = $"{request.BaseUrl}/{account.Name}/",
            ["fileEndpoint"] = $"{request.BaseUrl}/{account.Name}.file/",
            ["keys"] = new JsonArray([.. account.Keys.Select(key => (JsonNode)JsonValue.Create(key))]),
        })]),
        ["identity"] = new JsonObject
        {
            ["IDENTITY_ENDPOINT"] = request.BaseUrl + Identity.ManagedIdentityService.Path,
            ["IDENTITY_HEADER"] = _azure.IdentityHeader,
        },
        ["routes"] = new JsonArray([.. _routes.Select(route => (JsonNode)route.Describe())]),
    };
}
