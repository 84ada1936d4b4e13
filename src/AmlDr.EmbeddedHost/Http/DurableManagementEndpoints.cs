using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>
/// The management routes of the Durable Functions extension, behind its system key: start, read, list, raise events, terminate,
/// suspend, resume, restart, purge. Rewind and entities are not offered (501).
/// https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-http-api
/// </summary>
internal sealed class DurableManagementEndpoints(
    HostRuntime runtime, HostKeys keys, DurableClientSource clients, ManagementAddresses addresses, IServiceProvider services)
{
    private const string ContinuationHeader = "x-ms-continuation-token";
    private const string RetryAfterSeconds = "5";

    private DurableTaskClient Client => clients.Client;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder durable = endpoints.MapGroup(ManagementAddresses.Path)
            .AddEndpointFilter(new KeyFilter(keys, AuthorizationLevel.System, HostKeys.DurableTaskSystemKey));
        durable.MapPost("/orchestrators/{functionName}/{instanceId?}", StartAsync);
        durable.MapGet("/instances", ListAsync);
        durable.MapDelete("/instances", PurgeManyAsync);
        durable.MapGet("/instances/{instanceId}", GetAsync);
        durable.MapDelete("/instances/{instanceId}", PurgeAsync);
        durable.MapPost("/instances/{instanceId}/raiseEvent/{eventName}", RaiseAsync);
        durable.MapPost("/instances/{instanceId}/terminate", (string instanceId, HttpRequest request) => CommandAsync(
            instanceId, () => Client.TerminateInstanceAsync(instanceId, (object?)request.Query["reason"].FirstOrDefault())));
        durable.MapPost("/instances/{instanceId}/suspend", (string instanceId, HttpRequest request) => CommandAsync(
            instanceId, () => Client.SuspendInstanceAsync(instanceId, request.Query["reason"].FirstOrDefault())));
        durable.MapPost("/instances/{instanceId}/resume", (string instanceId, HttpRequest request) => CommandAsync(
            instanceId, () => Client.ResumeInstanceAsync(instanceId, request.Query["reason"].FirstOrDefault())));
        durable.MapPost("/instances/{instanceId}/restart", RestartAsync);
        durable.MapPost("/instances/{instanceId}/rewind", (string instanceId) => NotOffered("Rewind"));
        durable.Map("/entities/{**rest}", (string? rest) => NotOffered("Durable entities"));
    }

    private static IResult NotOffered(string what) => Results.Problem(
        $"{what}: not offered by the embedded host.", statusCode: StatusCodes.Status501NotImplemented);

    /// <summary>A payload as JSON; a text that is none, such as the message of a failure, as a JSON string.</summary>
    private static JsonNode? Node(string? payload)
    {
        if (payload is null)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(payload);
        }
        catch (JsonException)
        {
            return JsonValue.Create(payload);
        }
    }

    private static JsonObject Payload(OrchestrationMetadata state) => new()
    {
        ["name"] = state.Name,
        ["instanceId"] = state.InstanceId,
        ["runtimeStatus"] = state.RuntimeStatus.ToString(),
        ["input"] = Node(state.SerializedInput),
        ["customStatus"] = Node(state.SerializedCustomStatus),
        ["output"] = Node(state.SerializedOutput),
        ["createdTime"] = state.CreatedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z",
        ["lastUpdatedTime"] = state.LastUpdatedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z",
    };

    private static bool Flag(HttpRequest request, string name, bool fallback) =>
        bool.TryParse(request.Query[name].FirstOrDefault(), out bool value) ? value : fallback;

    private static DateTimeOffset? Time(HttpRequest request, string name) => DateTimeOffset.TryParse(
        request.Query[name].FirstOrDefault(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value) ? value : null;

    private static List<OrchestrationRuntimeStatus>? Statuses(HttpRequest request)
    {
        List<OrchestrationRuntimeStatus> statuses =
        [
            .. request.Query["runtimeStatus"].SelectMany(value => (value ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Select(value => Enum.TryParse(value, ignoreCase: true, out OrchestrationRuntimeStatus status) ? status : (OrchestrationRuntimeStatus?)null)
                .OfType<OrchestrationRuntimeStatus>(),
        ];
        return statuses.Count == 0 ? null : statuses;
    }

    private static async Task<(bool Ok, JsonElement? Value)> ReadJsonAsync(HttpRequest request)
    {
        using StreamReader reader = new(request.Body);
        string text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (text.Length == 0)
        {
            return (true, null);
        }

        try
        {
            return (true, JsonSerializer.Deserialize<JsonElement>(text));
        }
        catch (JsonException)
        {
            return (false, null);
        }
    }

    private async Task<IResult> StartAsync(string functionName, string? instanceId, HttpRequest request)
    {
        if (!runtime.Functions.TryGetOrchestrator(functionName, out _))
        {
            return Results.Problem($"The orchestrator '{functionName}' does not exist.", statusCode: StatusCodes.Status400BadRequest);
        }

        (bool ok, JsonElement? input) = await ReadJsonAsync(request);
        if (!ok)
        {
            return Results.Problem("Invalid JSON content", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            string id = await Client.ScheduleNewOrchestrationInstanceAsync(functionName, input, new StartOrchestrationOptions(instanceId));
            return await CheckStatusAsync(id, request);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return Results.Problem(exception.Message, statusCode: exception is ArgumentException ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict);
        }
    }

    /// <summary>Waits as long as <c>timeout</c> says, then answers with the output or with where to look.</summary>
    private async Task<IResult> CheckStatusAsync(string instanceId, HttpRequest request)
    {
        if (double.TryParse(request.Query["timeout"].FirstOrDefault(), CultureInfo.InvariantCulture, out double seconds) && seconds > 0)
        {
            using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(seconds), services.GetRequiredService<TimeProvider>());
            using CancellationTokenSource wait = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, request.HttpContext.RequestAborted);
            try
            {
                OrchestrationMetadata ended = await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, wait.Token);
                return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? Results.Json(Node(ended.SerializedOutput)) : Results.Json(Payload(ended));
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                // Not ended in time: the caller looks later.
            }
        }

        HttpManagementPayload management = addresses.Of($"{request.Scheme}://{request.Host}", instanceId);
        request.HttpContext.Response.Headers.RetryAfter = "10";
        request.HttpContext.Response.Headers.Location = management.StatusQueryGetUri;
        return Results.Json(management, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<IResult> ListAsync(HttpRequest request)
    {
        bool showInput = Flag(request, "showInput", true);
        OrchestrationQuery query = new(
            Time(request, "createdTimeFrom"),
            Time(request, "createdTimeTo"),
            Statuses(request),
            InstanceIdPrefix: request.Query["instanceIdPrefix"].FirstOrDefault(),
            PageSize: int.TryParse(request.Query["top"].FirstOrDefault(), CultureInfo.InvariantCulture, out int top) && top > 0 ? top : OrchestrationQuery.DefaultPageSize,
            FetchInputsAndOutputs: true,
            ContinuationToken: request.Headers[ContinuationHeader].FirstOrDefault() is { Length: > 0 } token ? token : null);
        try
        {
            await foreach (Page<OrchestrationMetadata> page in Client.GetAllInstancesAsync(query).AsPages().WithCancellation(request.HttpContext.RequestAborted))
            {
                request.HttpContext.Response.Headers[ContinuationHeader] = page.ContinuationToken;
                JsonArray items = [];
                foreach (OrchestrationMetadata state in page.Values)
                {
                    JsonObject item = Payload(state);
                    if (!showInput)
                    {
                        item["input"] = null;
                    }

                    items.Add(item);
                }

                return Results.Json(items);
            }
        }
        catch (ArgumentException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }

        return Results.Json(new JsonArray());
    }

    private async Task<IResult> GetAsync(string instanceId, HttpRequest request)
    {
        if (await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true) is not { } state)
        {
            return Results.NotFound();
        }

        JsonObject payload = Payload(state);
        if (!Flag(request, "showInput", true))
        {
            payload["input"] = null;
        }

        if (Flag(request, "showHistory", false))
        {
            payload["historyEvents"] = HistoryView.Read(services.GetRequiredService<EmbeddedHostService>().Engine.Store, instanceId, Flag(request, "showHistoryOutput", false));
        }

        if (state.IsCompleted)
        {
            bool asError = state.RuntimeStatus == OrchestrationRuntimeStatus.Failed && Flag(request, "returnInternalServerErrorOnFailure", false);
            return Results.Json(payload, statusCode: asError ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
        }

        request.HttpContext.Response.Headers.Location = request.GetEncodedUrl();
        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Results.Json(payload, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<IResult> PurgeAsync(string instanceId)
    {
        if (await Client.GetInstanceAsync(instanceId) is null)
        {
            return Results.NotFound();
        }

        PurgeResult result = await Client.PurgeInstanceAsync(instanceId);
        return Results.Json(new { instancesDeleted = result.PurgedInstanceCount });
    }

    private async Task<IResult> PurgeManyAsync(HttpRequest request)
    {
        if (Time(request, "createdTimeFrom") is not { } from)
        {
            return Results.Problem("Please provide value for 'createdTimeFrom' parameter.", statusCode: StatusCodes.Status400BadRequest);
        }

        PurgeResult result = await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(from, Time(request, "createdTimeTo"), Statuses(request)));
        return result.PurgedInstanceCount == 0 ? Results.NotFound() : Results.Json(new { instancesDeleted = result.PurgedInstanceCount });
    }

    private async Task<IResult> RaiseAsync(string instanceId, string eventName, HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            return Results.Problem("Only application/json request content is supported", statusCode: StatusCodes.Status400BadRequest);
        }

        (bool ok, JsonElement? value) = await ReadJsonAsync(request);
        return ok
            ? await CommandAsync(instanceId, () => Client.RaiseEventAsync(instanceId, eventName, value))
            : Results.Problem("Invalid JSON content", statusCode: StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> RestartAsync(string instanceId, HttpRequest request)
    {
        try
        {
            return await CheckStatusAsync(await Client.RestartAsync(instanceId, Flag(request, "restartWithNewInstanceId", true)), request);
        }
        catch (ArgumentException)
        {
            return Results.Problem("InstanceId does not match a valid orchestration instance.", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (InvalidOperationException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    /// <summary>A command to an instance: 404 if there is none, 410 if it has ended.</summary>
    private async Task<IResult> CommandAsync(string instanceId, Func<Task> command)
    {
        if (await Client.GetInstanceAsync(instanceId) is not { } state)
        {
            return Results.NotFound();
        }

        if (state.IsCompleted)
        {
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        await command();
        return Results.Accepted();
    }
}
