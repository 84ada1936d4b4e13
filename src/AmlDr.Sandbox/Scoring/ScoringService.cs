using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Scoring;

/// <summary>
/// What stands behind the scoring addresses of endpoints: <c>/scoring/{region}/{endpoint}/…</c>. An answer names who gave it: workspace,
/// region, endpoint, deployment, model.
/// </summary>
internal sealed class ScoringService(ArmContext arm, ScoringAuthorizer authorizer, ScoringControl control, SeededRandom random) : ISimulatedService
{
    /// <summary>First segment of every scoring address.</summary>
    public const string Segment = "scoring";

    private const string DeploymentHeader = "azureml-model-deployment";

    // The limit on a request to a managed endpoint.
    private const long BodyLimit = 1536 * 1024;

    private const string ServerlessGroup = "serverless";

    public void Classify(CallContext call)
    {
        call.Operation = Find(call.Request.Target)?.Descriptor.Type switch
        {
            BatchEndpointTypes.Endpoints => "scoring:invokeBatch",
            ServerlessTypes.Endpoints => "scoring:serverless",
            OnlineEndpointTypes.Endpoints => call.Request.Method == "GET" ? "scoring:swagger" : "scoring:score",
            _ => "scoring:unknown",
        };
        if (call.Request.Target.Segments is [_, var region, ..])
            call.Region = arm.World.FindRegion(region)?.Name;
    }

    public async Task<SimResponse> HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        try
        {
            StoredResource endpoint = Find(call.Request.Target) ?? throw new ScoringException(404, "EndpointNotFound", "There is no endpoint at this address.");
            JsonNode properties = endpoint.ReadBody()["properties"]!;
            call.Caller = authorizer.Authorize(call, endpoint, properties["authMode"]!.ToString());
            JsonNode? input = await ReadAsync(call, cancellationToken);
            return endpoint.Descriptor.Type switch
            {
                BatchEndpointTypes.Endpoints => InvokeBatch(call, endpoint, properties, input),
                ServerlessTypes.Endpoints => Serve(endpoint, endpoint, "serverless", properties["modelSettings"]?["modelId"]?.ToString()),
                _ => Score(call, endpoint, properties),
            };
        }
        catch (ScoringException exception)
        {
            return exception.ToResponse().With("x-ms-request-id", call.Request.RequestId);
        }
    }

    public SimResponse Refuse(CallContext call, int status, int? retryAfterSeconds) =>
        new ScoringException(status, status == 429 ? "TooManyRequests" : "ServiceUnavailable", "The service cannot take the request.").ToResponse()
            .With("x-ms-request-id", call.Request.RequestId)
            .With("Retry-After", retryAfterSeconds is { } seconds ? Wire.Number(seconds) : null);

    private static async Task<JsonNode?> ReadAsync(CallContext call, CancellationToken cancellationToken)
    {
        if (call.Request.Method == "GET")
            return null;
        if (call.Request.Method != "POST")
            throw new ScoringException(405, "MethodNotAllowed", $"Endpoints are called with POST, not {call.Request.Method}.");
        byte[] bytes = await call.Request.ReadBodyAsync(BodyLimit, cancellationToken)
            ?? throw new ScoringException(413, "RequestEntityTooLarge", "The request is larger than 1.5 MB.");
        if (bytes.Length == 0)
            return null;
        try
        {
            return JsonNode.Parse(bytes);
        }
        catch (JsonException)
        {
            // A model may take anything; only batch endpoints look at the body.
            return null;
        }
    }

    private StoredResource? Find(RequestTarget target)
    {
        if (target.Segments is not [_, var region, var name, ..] || arm.World.FindRegion(region) is not { } known)
            return null;
        string? id = arm.Store.FindRegionalName($"{EndpointRules.NameGroup}|{known.Name}|{name}") ?? arm.Store.FindRegionalName($"{ServerlessGroup}|{known.Name}|{name}");
        return id is null ? null : arm.Store.Find(ResourceAddress.Of(id, arm.Types));
    }

    private SimResponse Score(CallContext call, StoredResource endpoint, JsonNode properties)
    {
        if (endpoint.ProvisioningState is not ("Succeeded" or "Updating"))
            throw new ScoringException(503, "EndpointNotReady", $"The endpoint's state is {endpoint.ProvisioningState}.");
        string? wanted = call.Request.Header(DeploymentHeader);
        if (call.Request.Method == "GET")
        {
            return SimResponse.Json(200, new JsonObject
            {
                ["swagger"] = "2.0", ["info"] = new JsonObject { ["title"] = endpoint.Name, ["version"] = "1.0" }, ["paths"] = new JsonObject { ["/score"] = new JsonObject() },
            });
        }

        string name = string.IsNullOrEmpty(wanted)
            ? Draw(properties["traffic"] as JsonObject) ?? throw new ScoringException(404, "NoTraffic", "No deployment of the endpoint has a positive share of the traffic.")
            : wanted;
        StoredResource deployment = arm.Store.Find(ResourceAddress.Of($"{endpoint.Id}/deployments/{name}", arm.Types))
            ?? throw new ScoringException(404, "DeploymentNotFound", $"The endpoint has no deployment '{name}'.");
        JsonObject body = deployment.ReadBody();
        int capacity = body["sku"]?["capacity"]?.GetValue<int>() ?? 1;
        if (deployment.ProvisioningState is "Creating" or "Failed" or "Deleting" || capacity == 0)
            throw new ScoringException(503, "DeploymentNotReady", $"The deployment '{deployment.Name}' cannot answer: its state is {deployment.ProvisioningState}, its capacity {capacity}.");
        return Serve(endpoint, deployment, deployment.Name, body["properties"]?["model"]?.ToString());
    }

    private SimResponse Serve(StoredResource endpoint, StoredResource server, string name, string? model)
    {
        if (control.FailureOf(server.Id) is { } status)
            throw new ScoringException(status, status == 424 ? "ModelError" : "SimulatedFailure", $"'{name}' was told to fail.");
        ResourceAddress address = ResourceAddress.Of(endpoint.Id, arm.Types);
        return SimResponse.Json(200, new JsonObject
        {
            ["workspace"] = address.Root.Name,
            ["region"] = arm.RegionOf(address),
            ["endpoint"] = endpoint.Name,
            ["deployment"] = name,
            ["model"] = model,
            ["modelVersion"] = model?.Split("/versions/") is [_, var version] ? version : null,
        }).With(DeploymentHeader, name);
    }

    /// <summary>A deployment drawn by its share of the traffic; null when none has one.</summary>
    private string? Draw(JsonObject? traffic)
    {
        (string Name, int Weight)[] weights = [.. (traffic ?? []).Select(entry => (entry.Key, entry.Value!.GetValue<int>())).Where(entry => entry.Item2 > 0)];
        int left = weights.Length == 0 ? 0 : random.Next(weights.Sum(entry => entry.Weight));
        foreach ((string name, int weight) in weights)
        {
            left -= weight;
            if (left < 0)
                return name;
        }

        return null;
    }

    /// <summary>Starts a job with the deployment that the header names, else the endpoint's usual one.</summary>
    private SimResponse InvokeBatch(CallContext call, StoredResource endpoint, JsonNode properties, JsonNode? input)
    {
        string name = call.Request.Header(DeploymentHeader) ?? properties["defaults"]?["deploymentName"]?.ToString()
            ?? throw new ScoringException(404, "NoDefaultDeployment", "The endpoint has no default deployment.");
        StoredResource deployment = arm.Store.Find(ResourceAddress.Of($"{endpoint.Id}/deployments/{name}", arm.Types))
            ?? throw new ScoringException(404, "DeploymentNotFound", $"The endpoint has no deployment '{name}'.");
        if (deployment.ProvisioningState is not ("Succeeded" or "Updating"))
            throw new ScoringException(503, "DeploymentNotReady", $"The deployment '{deployment.Name}' cannot run: its state is {deployment.ProvisioningState}.");
        if (control.FailureOf(deployment.Id) is { } status)
            throw new ScoringException(status, "SimulatedFailure", $"'{name}' was told to fail.");
        string id = $"{ResourceAddress.Of(endpoint.Id, arm.Types).Root.Id}/jobs/batchjob-{Guid.NewGuid()}";
        StoredResource job = arm.Resources.WriteAsService(id, new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["jobType"] = "Pipeline",
                ["displayName"] = endpoint.Name,
                ["experimentName"] = endpoint.Name,
                ["status"] = "NotStarted",
                ["inputs"] = (input?["properties"]?["inputData"] ?? input?["properties"]?["InputData"])?.DeepClone() ?? new JsonObject(),
                ["outputs"] = (input?["properties"]?["outputData"] ?? input?["properties"]?["OutputData"])?.DeepClone() ?? new JsonObject(),
                ["properties"] = new JsonObject { ["azureml.endpoint"] = endpoint.Name, ["azureml.deployment"] = deployment.Name },
            },
        });
        return SimResponse.Json(201, job.ToDocument(job.ReadBody()), tookEffect: true).With(DeploymentHeader, deployment.Name);
    }
}
