using System.Globalization;
using System.Reflection;
using System.Text.Json;
using AmlDr.EmbeddedHost.Durable.Dispatch;
using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Invocation;
using AmlDr.EmbeddedHost.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>
/// What operators ask of the host, with the master key: its state, its functions, its keys, starting a function by hand, and the work
/// that was parked.
/// </summary>
internal sealed class AdminEndpoints(
    HostRuntime runtime,
    HostKeys keys,
    FunctionPipeline pipeline,
    FunctionTimers timers,
    IServiceProvider services,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<AdminEndpoints> logger)
{
    private const int MaxBodyBytes = 4 * 1024 * 1024;

    // Resolved late: the engine's service depends on what this one is made of.
    private DurableEngine Engine => services.GetRequiredService<EmbeddedHostService>().Engine;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/admin/host/ping", [HttpMethods.Get, HttpMethods.Post], () => Results.Ok());
        RouteGroupBuilder admin = endpoints.MapGroup("/admin").AddEndpointFilter(new KeyFilter(keys, AuthorizationLevel.Admin));
        admin.MapGet("/host/status", () => Results.Json(Status()));
        admin.MapGet("/host/{scope:regex(^(keys|functionkeys)$)}", (string scope) => KeyList(keys.Values.FunctionKeys));
        admin.MapGet("/host/systemkeys", () => KeyList(keys.Values.SystemKeys));
        admin.MapGet("/host/{scope:regex(^(keys|functionkeys)$)}/{name}", (string scope, string name) => OneKey(keys.Values.FunctionKeys, name));
        admin.MapGet("/host/systemkeys/{name}", (string name) => OneKey(
            new Dictionary<string, string>(keys.Values.SystemKeys) { ["_master"] = keys.Values.Master }, name));
        admin.MapGet("/functions", (HttpRequest request) => Results.Json(runtime.Functions.All.Select(function => Describe(function, request))));
        admin.MapGet("/functions/{name}", (string name, HttpRequest request) =>
            runtime.Functions.Find(name) is { } function ? Results.Json(Describe(function, request)) : Results.NotFound());
        admin.MapGet("/functions/{name}/status", (string name) => runtime.Functions.Find(name) is null ? Results.NotFound() : Results.Json(new { }));
        admin.MapGet("/functions/{name}/keys", (string name) => keys.Values.Functions.TryGetValue(name, out string? key)
            ? KeyList(new Dictionary<string, string> { ["default"] = key })
            : Results.NotFound());
        admin.MapPost("/functions/{name}", InvokeAsync);
        admin.MapGet("/host/parked", () => Results.Json(Parked()));
        admin.MapPost("/host/parked/activities/{id:long}", async (long id) =>
            await Engine.Store.Writer.ExecuteAsync(tx => ParkedItems.RetryActivity(tx, id)) ? Results.Accepted() : Results.NotFound());
        admin.MapPost("/host/parked/instances/{instanceId}", async (string instanceId) =>
            await Engine.Store.Writer.ExecuteAsync(tx => ParkedItems.RetryInstance(tx, instanceId)) ? Results.Accepted() : Results.NotFound());
    }

    private static IResult KeyList(IReadOnlyDictionary<string, string> named) => Results.Json(new
    {
        keys = named.Select(pair => new { name = pair.Key, value = pair.Value }),
        links = Array.Empty<object>(),
    });

    private static IResult OneKey(IReadOnlyDictionary<string, string> named, string name) => named.TryGetValue(name, out string? value)
        ? Results.Json(new { name, value })
        : Results.NotFound();

    private static string BindingName(FunctionDescriptor function) => function.TriggerParameter.Binding!.Type;

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }

    private object Status()
    {
        Version? version = typeof(AdminEndpoints).Assembly.GetName().Version;
        (int runningActivities, int waitingActivities, int runningSteps, int waitingInstances) = Engine.Load;
        HubStorageException? problem = Engine.Store.Writer.Problem;
        return new
        {
            id = runtime.Settings.HubName,
            state = lifetime.ApplicationStopping.IsCancellationRequested ? "Stopping" : problem is null ? "Running" : "Error",
            version = version?.ToString(),
            versionDetails = typeof(AdminEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            processUptime = (long)(time.GetUtcNow() - runtime.StartedAt).TotalMilliseconds,
            functionAppContentEditingState = "NotAllowed",
            errors = problem is null ? [] : new[] { problem.Message },
            durable = new
            {
                hub = runtime.Settings.HubName,
                runningActivities,
                waitingActivities,
                runningSteps,
                waitingInstances,
                commits = Engine.Store.Writer.Commits,
                nextDue = Engine.NextDue,
                parkedActivities = Engine.Store.Read(ParkedItems.Activities).Count,
                parkedInstances = Engine.Store.Read(ParkedItems.Instances).Count,
            },
        };
    }

    private object Parked() => new
    {
        activities = Engine.Store.Read(ParkedItems.Activities),
        instances = Engine.Store.Read(ParkedItems.Instances),
    };

    private object Describe(FunctionDescriptor function, HttpRequest request)
    {
        string root = $"{request.Scheme}://{request.Host}";
        HttpTriggerAttribute? http = function.Trigger as HttpTriggerAttribute;
        return new
        {
            name = function.Name,
            href = $"{root}/admin/functions/{function.Name}",
            invoke_url_template = http is null ? null : $"{root}/{runtime.Settings.RoutePrefix.Trim('/')}/{(http.Route ?? function.Name).TrimStart('/')}",
            language = "dotnet-isolated",
            isDisabled = function.Disabled,
            config = new
            {
                name = function.Name,
                entryPoint = function.Definition.EntryPoint,
                language = "dotnet-isolated",
                bindings = new[]
                {
                    new
                    {
                        name = function.TriggerParameter.Parameter.Name,
                        type = BindingName(function),
                        direction = "In",
                        authLevel = http?.AuthLevel.ToString(),
                        methods = http?.Methods,
                        route = http?.Route,
                        schedule = (function.Trigger as TimerTriggerAttribute)?.Schedule,
                    },
                },
            },
        };
    }

    /// <summary>Starts a function by hand: 202 at once, whatever it does.</summary>
    private async Task<IResult> InvokeAsync(string name, HttpRequest request)
    {
        if (runtime.Functions.Find(name) is not { Disabled: false } function)
        {
            return Results.NotFound();
        }

        if (request.ContentLength > MaxBodyBytes)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        byte[] body = await ReadBodyAsync(request);
        string? input;
        try
        {
            input = InputOf(body);
        }
        catch (JsonException exception)
        {
            return Results.Problem($"The body is not as expected: {exception.Message} Send {{\"input\": \"…\"}} or {{}}.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (function.Kind is FunctionKind.Http or FunctionKind.Orchestrator)
        {
            return Results.Problem(
                $"Function '{function.Name}' is started over HTTP at its own address, or by the durable management address for orchestrators.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        HttpLog.StartedByOperator(logger, function.Name);
        _ = RunAsync(function, input);
        return Results.Accepted();
    }

    /// <summary>The input of a hand-started function: a JSON text in <c>input</c>.</summary>
    /// <exception cref="JsonException">There is no body, or it is no such object.</exception>
    private static string? InputOf(byte[] body)
    {
        if (body.Length == 0)
        {
            throw new JsonException("There is no body.");
        }

        using JsonDocument document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"It is a JSON {document.RootElement.ValueKind}.");
        }

        return !document.RootElement.TryGetProperty("input", out JsonElement input) || input.ValueKind == JsonValueKind.Null ? null
            : input.ValueKind == JsonValueKind.String ? input.GetString()
            : input.GetRawText();
    }

    private async Task RunAsync(FunctionDescriptor function, string? input)
    {
        try
        {
            CancellationToken stopping = lifetime.ApplicationStopping;
            if (function.Kind == FunctionKind.Timer && timers.Find(function.Name) is { } timer)
            {
                await timer.RunAsync(isPastDue: false, stopping);
                return;
            }

            string instanceId = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            await pipeline.InvokeAsync(
                function,
                new FunctionTrigger(input) { Values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId } },
                stopping);
        }
#pragma warning disable CA1031 // The operator has been answered; what the function throws is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HttpLog.StartedByOperatorFailed(logger, exception, function.Name);
        }
    }
}
