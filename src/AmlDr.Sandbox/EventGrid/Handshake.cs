using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>Asks an endpoint whether it wants the events.</summary>
internal sealed class Handshake(WebhookClient client, TimeProvider clock)
{
    private const string Origin = "eventgrid.azure.net";

    /// <summary>
    /// True when the endpoint agreed; false when it answered well and did not name the code, so that somebody has to open the validation
    /// address. Throws when it refused.
    /// </summary>
    public Task<bool> AskAsync(EventSubscriptionDefinition subscription, string code, string validationUrl, CancellationToken cancellationToken) =>
        subscription.Schema == EventSchema.EventGridSchema
            ? AskWithEventAsync(subscription, code, validationUrl, cancellationToken)
            : AskWithOptionsAsync(subscription, cancellationToken);

    private async Task<bool> AskWithEventAsync(EventSubscriptionDefinition subscription, string code, string validationUrl, CancellationToken cancellationToken)
    {
        JsonArray body = new(new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["topic"] = subscription.Topic,
            ["subject"] = string.Empty,
            ["data"] = new JsonObject { ["validationCode"] = code, ["validationUrl"] = validationUrl },
            ["eventType"] = "Microsoft.EventGrid.SubscriptionValidationEvent",
            ["eventTime"] = Wire.Instant(clock.GetUtcNow()),
            ["metadataVersion"] = "1",
            ["dataVersion"] = "2",
        });
        (int status, string answer) =
            await client.PostAsync(subscription, null, body, "application/json; charset=utf-8", "SubscriptionValidation", cancellationToken);
        if (status != 200)
            throw Refused(subscription, status, "the validation event must be answered 200");
        return ReadCode(answer) == code;
    }

    private async Task<bool> AskWithOptionsAsync(EventSubscriptionDefinition subscription, CancellationToken cancellationToken)
    {
        (int status, var headers) = await client.AskAsync(subscription, Origin, cancellationToken);
        string? allowed = headers is not null && headers.TryGetValues("WebHook-Allowed-Origin", out IEnumerable<string>? origins) ? origins.First() : null;
        bool rate = headers?.Contains("WebHook-Allowed-Rate") == true;
        // The status alone is no consent.
        if (status is < 200 or > 299 || !rate || allowed is not ("*" or Origin))
            throw Refused(subscription, status, "OPTIONS must be answered with WebHook-Allowed-Origin and WebHook-Allowed-Rate");
        return true;
    }

    private static EventGridException Refused(EventSubscriptionDefinition subscription, int status, string expected)
    {
        string seen = status == 0 ? "did not answer in time" : $"answered {Wire.Number(status)}";
        return new EventGridException(
            $"The attempt to validate the endpoint {subscription.EndpointUrl.GetLeftPart(UriPartial.Path)} failed: it {seen}; {expected}.");
    }

    private static string? ReadCode(string answer)
    {
        try
        {
            return (JsonNode.Parse(answer) as JsonObject)
                ?.FirstOrDefault(property => property.Key.Equals("validationResponse", StringComparison.OrdinalIgnoreCase)).Value?.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
