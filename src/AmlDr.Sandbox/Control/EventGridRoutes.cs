using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Control;

/// <summary>Routes for event subscriptions and events.</summary>
internal static class EventGridRoutes
{
    public static IEnumerable<ControlRoute> All(SimulatedAzure azure) =>
    [
        new("GET", "/eventgrid/subscriptions", "The event subscriptions with their counts.", (_, _) => ControlService.OkAsync(azure.EventGrid.Subscriptions)),
        new("POST", "/eventgrid/subscriptions", "Makes an event subscription after asking its endpoint; one of the same name is replaced.", async (request, cancellation) =>
        {
            EventSubscriptionDefinition definition = await request.BodyAsync<EventSubscriptionDefinition>(cancellation);
            return ControlService.Ok(await azure.EventGrid.SubscribeAsync(definition, cancellation), 201);
        }, Body: """{"name":"models","topic":"/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.MachineLearningServices/workspaces/mlw-primary","endpointUrl":"http://127.0.0.1:7071/runtime/webhooks/eventgrid?functionName=OnModelRegistered","includedEventTypes":["Microsoft.MachineLearningServices.ModelRegistered"],"schema":"eventGridSchema","maxEventsPerBatch":1,"maxDeliveryAttempts":30,"deadLetter":{"account":"stmldrcontrol","container":"deadletter"}}"""),
        new("DELETE", "/eventgrid/subscriptions/{name}", "Removes an event subscription.", (request, _) => azure.EventGrid.Unsubscribe(request["name"])
            ? Task.FromResult(SimResponse.Empty(204))
            : throw new ControlException(404, $"There is no event subscription '{request["name"]}'.")),
        new("GET", "/eventgrid/validate", "The validation address that an endpoint is sent; opening it gives consent.", (request, _) =>
            azure.EventGrid.Validate(request.Query("subscription"), request.Query("validationCode"))
                ? ControlService.OkAsync("Webhook successfully validated as a subscription endpoint.")
                : throw new ControlException(400, "No subscription waits for this code."),
            Query: "subscription, validationCode"),
        new("GET", "/eventgrid/delivery", "What happens to events on the way.", (_, _) => ControlService.OkAsync(azure.EventGrid.Switches)),
        new("PUT", "/eventgrid/delivery", "Duplicates, reordering, delay, silence, and the spelling of model events.", async (request, cancellation) =>
        {
            azure.EventGrid.Switches = await request.BodyAsync<DeliverySwitches>(cancellation);
            return ControlService.Ok(azure.EventGrid.Switches);
        }, Body: """{"duplicateProbability":0.2,"reorderProbability":0.2,"reorderMilliseconds":200,"delayMilliseconds":0,"silent":false,"camelCaseKeys":false,"textVersions":false}"""),
        new("POST", "/eventgrid/events", "Sends a body as it is to the subscriptions: an event, a batch, or something broken.", async (request, cancellation) =>
        {
            int count = azure.EventGrid.Send(await request.JsonAsync(cancellation), request.Query("subscription"));
            return ControlService.Ok(new { subscriptions = count }, 202);
        }, Query: "subscription (name; all when left out)", Body: """[{"id":"1","topic":"/subscriptions/x","subject":"models/m:1","eventType":"Microsoft.MachineLearningServices.ModelRegistered","eventTime":"2026-01-01T00:00:00Z","data":{"modelName":"m","modelVersion":"1"},"dataVersion":""}]"""),
    ];
}
