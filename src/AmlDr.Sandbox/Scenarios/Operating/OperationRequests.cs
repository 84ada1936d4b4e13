using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>The requests that staff send, as they would type them.</summary>
/// <param name="world">The world.</param>
internal sealed class OperationRequests(OperatingWorld world)
{
    private const string Person = "ann";

    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    /// <summary>The path that starts failovers and drills.</summary>
    public const string Failovers = $"api/pairs/{AppSettings.PairName}/failovers";

    /// <summary>The path that starts the way back.</summary>
    public const string Failbacks = $"api/pairs/{AppSettings.PairName}/failbacks";

    /// <summary>The body that starts an operation.</summary>
    /// <param name="mode">The mode; null for the way back.</param>
    public static JsonObject Body(string? mode)
    {
        JsonObject body = new() { ["confirm"] = AppSettings.PairName, ["reason"] = "the region is gone", ["requestedBy"] = Person };
        if (mode is not null)
            body["mode"] = mode;
        return body;
    }

    /// <summary>Reads the plan.</summary>
    public async Task<JsonObject> PlanAsync(string mode)
    {
        AppAnswer answer = await world.Client.CallAsync(HttpMethod.Get, $"api/pairs/{AppSettings.PairName}/plan?mode={mode}", cancellationToken: world.Cancelled);
        return answer.Status == HttpStatusCode.OK ? answer.Json() : throw new CheckFailedException($"The plan is answered {(int)answer.Status}: {answer.Text}");
    }

    /// <summary>Starts an operation.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> StartAsync(string? mode, string key)
    {
        AppAnswer answer = await world.Client.CallAsync(
            HttpMethod.Post, mode is null ? Failbacks : Failovers, Body(mode), key, cancellationToken: world.Cancelled);
        string? id = answer.Json()["operationId"]?.ToString();
        if (answer.Status != HttpStatusCode.Accepted || id is null || answer.Location != $"/api/operations/{id}")
            throw new CheckFailedException($"The start is answered {(int)answer.Status}, Location '{answer.Location}': {answer.Text}");
        return id;
    }

    /// <summary>Checks that a request is refused with a problem that says why and what to type next.</summary>
    public async Task<string> RefusedAsync(
        HttpStatusCode status, string code, string next, HttpMethod method, string path, JsonObject? body, string? key = null)
    {
        AppAnswer answer = await world.Client.CallAsync(method, path, body, key, cancellationToken: world.Cancelled);
        JsonObject problem = answer.Json();
        if (answer.Status != status || answer.MediaType != "application/problem+json" || problem["type"]?.ToString() != $"urn:amldr:problem:{code}"
            || string.IsNullOrEmpty(problem["detail"]?.ToString()) || problem["next"]?.ToString().StartsWith(next, StringComparison.Ordinal) != true)
        {
            throw new CheckFailedException($"{(int)status} {code} with the next command '{next}…' is expected; {(int)answer.Status} came: {answer.Text}");
        }

        return $"{(int)status} {code}";
    }

    /// <summary>Looks as somebody at a terminal does until the operation is at rest.</summary>
    /// <returns>The operation with all its steps.</returns>
    public async Task<AppFailover> WatchAsync(string id)
    {
        AppFailover? operation = null;
        string told = "";
        await WaitUntil.TrueAsync(
            async token =>
            {
                operation = await world.Client.GetFailoverAsync(id, cancellationToken: token);
                IReadOnlyDictionary<string, int> steps = operation.Stages.FirstOrDefault(stage => stage.Stage == operation.Stage)?.Steps ?? new Dictionary<string, int>();
                string news = $"{operation.Stage}: {steps.GetValueOrDefault("Done")} of {steps.Values.Sum()} steps";
                if (news != told)
                    world.Run.Progress(news);
                told = news;
                return operation.HasEnded || operation.State is "PausedByFailure" or "Paused" or "WaitingForApproval";
            },
            world.Patience, () => $"the operation ends: {operation}", world.Session.Azure.Clock, world.Cancelled, WatchInterval);
        return operation!.State is "Completed" or "CompletedWithExceptions"
            ? await world.Client.GetFailoverAsync(id, allSteps: true, world.Cancelled)
            : throw new CheckFailedException(operation.ToString());
    }
}
