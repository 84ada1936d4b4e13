using System.Text.Json;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Support;

/// <summary>Functions of every trigger.</summary>
public sealed class TriggerFunctions(Recorder recorder)
{
    [Function("Hello")]
    public static IActionResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}/{times:int?}")] HttpRequest request, string name, int? times) =>
        new OkObjectResult(new { Greeting = $"Hello, {name}", Times = times, Tone = request.Query["tone"].ToString() });

    [Function("Echo")]
    public static IActionResult Echo([HttpTrigger(AuthorizationLevel.Function, "post")] HttpRequest request, [Microsoft.Azure.Functions.Worker.Http.FromBody] Order order) =>
        new ObjectResult(order with { Quantity = order.Quantity + 1 }) { StatusCode = StatusCodes.Status201Created };

    [Function("Raw")]
    public static async Task<HttpResponseData> Raw([HttpTrigger(AuthorizationLevel.Admin, "put", "post")] HttpRequestData request)
    {
        string? text = await request.ReadAsStringAsync();
        HttpResponseData response = request.CreateResponse(System.Net.HttpStatusCode.Accepted);
        response.Headers.Add("x-length", $"{text?.Length}");
        await response.WriteStringAsync($"{request.Method} {request.Url.AbsolutePath} {text}");
        return response;
    }

    [Function("Minimal")]
    public static IResult Minimal([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, Guid? id) => Results.Text($"{id}", "text/plain");

    [Function("Bare")]
    public static string Bare([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "bare";

    [Function("Broken")]
    public static IActionResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new InvalidOperationException("secret detail");

    [Function("StartGreetings")]
    public static async Task<IActionResult> StartGreetings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        new AcceptedResult((string?)null, await client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.GreetAll), cancellation));

    [Function("OnEvent")]
    public void OnEvent([EventGridTrigger] EventGridEvent input)
    {
        recorder.Add($"event {input.Id} {input.EventType} {input.Data}");
        if (input.Subject == "fail")
        {
            throw new InvalidOperationException("cannot handle it");
        }
    }

    [Function("OnCloudEvent")]
    public void OnCloudEvent([EventGridTrigger] CloudEvent input) => recorder.Add($"cloud {input.Id} {input.Type} {input.Data}");

    [Function("OnText")]
    public void OnText([EventGridTrigger] string input) => recorder.Add($"text {input}");

    [Function("OnElement")]
    public void OnElement([EventGridTrigger] JsonElement input) => recorder.Add($"element {input.GetProperty("id").GetString()}");

    [Function("OnBatch")]
    public void OnBatch([EventGridTrigger(IsBatched = true)] EventGridEvent[] inputs) => recorder.Add($"batch {string.Join(',', inputs.Select(e => e.Id))}");

    [Function("EveryFive")]
    public void EveryFive([TimerTrigger("0 */5 * * * *")] TimerInfo timer) =>
        recorder.Add($"timer {timer.IsPastDue} {timer.ScheduleStatus?.Next:HH:mm:ss}");

    public sealed record Order(string Item, int Quantity);
}
