using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Control;

/// <summary>Routes that look.</summary>
internal static class ObservationRoutes
{
    private const int CallsInOnePage = 1000;

    public static IEnumerable<ControlRoute> All(SimulatedAzure azure) =>
    [
        new("GET", "/calls", "Calls of the log, oldest first.", (request, _) => ControlService.OkAsync(ReadCalls(azure, request)),
            Query: "since (sequence number), service (arm|blob|file|scoring|eventGrid|identity), operation, region, account, effect (true|false), contains (text in the path), limit (default 1000)"),
        new("GET", "/calls/summary", "Exact totals by operation, bytes copied by the service and bytes through clients.",
            (_, _) => ControlService.OkAsync(azure.Calls.Summarise())),
        new("DELETE", "/calls", "Forgets calls and totals; sequence numbers go on.", (_, _) =>
        {
            azure.Calls.Reset();
            return Task.FromResult(SimResponse.Empty(204));
        }),
        new("GET", "/workspaces/{workspace}/resources", "Everything below a workspace with its document, in order of creation.",
            (request, _) => Task.FromResult(ReadWorkspace(azure, request)),
            Query: "type (for example models/versions)"),
        new("GET", "/resources", "One resource's document.", (request, _) => Task.FromResult(SimResponse.Json(
                200, azure.Resources.Get(request.Required("id")) ?? throw new ControlException(404, $"There is no resource '{request.Query("id")}'."))),
            Query: "id (ARM id)"),
        new("GET", "/accounts/{account}/containers", "The containers of an account.",
            (request, _) => ControlService.OkAsync(azure.Blobs.Containers(request["account"]))),
        new("GET", "/accounts/{account}/containers/{container}/blobs/{blob*}", "A blob's content.", (request, _) => Task.FromResult(SimResponse.Content(
            200,
            azure.Blobs.Read(request["account"], request["container"], request["blob"]) ?? throw new ControlException(404, $"There is no blob '{request["blob"]}'."),
            "application/octet-stream"))),
        new("GET", "/accounts/{account}/containers/{container}/uncommitted/{blob*}", "How many blocks wait to be committed under a blob's name.",
            (request, _) => ControlService.OkAsync(new { blocks = azure.Blobs.CountUncommittedBlocks(request["account"], request["container"], request["blob"]) })),
        new("GET", "/accounts/{account}/containers/{container}/blobs", "Committed blobs with length and the MD5 of their content.",
            (request, _) => ControlService.OkAsync(azure.Blobs.List(
                request["account"], request["container"], request.Query("prefix") ?? string.Empty, request.QueryFlag("md5") ?? true)),
            Query: "prefix, md5 (true|false; working out the digest of gigabytes takes seconds)"),
    ];

    private static CallPage ReadCalls(SimulatedAzure azure, ControlRequest request) => new()
    {
        LastSequence = azure.Calls.LastSequence,
        Calls = azure.Calls.Read(new CallQuery
        {
            Since = request.QueryNumber("since") ?? 0,
            Service = request.QueryWord<AzureService>("service"),
            Operation = request.Query("operation"),
            Region = request.Query("region"),
            Account = request.Query("account"),
            Effect = request.QueryFlag("effect"),
            PathContains = request.Query("contains"),
            Limit = (int)(request.QueryNumber("limit") ?? CallsInOnePage),
        }),
    };

    private static SimResponse ReadWorkspace(SimulatedAzure azure, ControlRequest request)
    {
        string id = $"{WorldTopology.ResourceGroupId}/providers/Microsoft.MachineLearningServices/workspaces/{request["workspace"]}";
        if (azure.Resources.Get(id) is null)
            throw new ControlException(404, $"There is no workspace '{request["workspace"]}'.");
        string? type = request.Query("type");
        IEnumerable<ResourceSnapshot> found = azure.Resources.Snapshot(id).Where(resource => type is null || ArmPath.Is(resource.Type, type));
        return SimResponse.Json(200, new JsonArray([.. found.Select(resource => (JsonNode)new JsonObject
        {
            ["id"] = resource.Id,
            ["type"] = resource.Type,
            ["path"] = resource.Path,
            ["archived"] = resource.Archived,
            ["document"] = resource.Document,
        })]));
    }
}
