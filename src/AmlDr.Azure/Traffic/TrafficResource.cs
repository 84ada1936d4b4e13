using System.Text.Json.Nodes;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using Azure;
using Azure.Core;
using Azure.ResourceManager;

namespace AmlDr.Azure.Traffic;

/// <summary>One resource that steers traffic, over the app's client for Azure Resource Manager.</summary>
internal sealed class TrafficResource : ArmResource
{
    private readonly string _apiVersion;

    public TrafficResource(ArmClient client, string id, string apiVersion)
        : base(client, new ResourceIdentifier(id)) => _apiVersion = apiVersion;

    /// <summary>Reads the resource.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<TrafficDocument> GetAsync(CancellationToken cancellationToken)
    {
        using HttpMessage message = Create(RequestMethod.Get);
        Response response = await Pipeline.SendForAnswerAsync(message, Describe(message), cancellationToken);
        if (response.Status == 404)
        {
            throw new NotFoundException($"{Describe(message)}: it is not there. Create it, or correct the policy's member 'traffic'.");
        }

        if (response.Status is < 200 or >= 300)
        {
            throw FailureMapper.FromResponse(Describe(message), message.Request, response);
        }

        JsonObject document = AssetDocument.Parse(response.Content.ToMemory().Span).CloneNode();

        // The record sets of DNS tell their ETag in the document, without quotes, and take it so (example PatchCNAMERecordset.json).
        string? etag = document["etag"] is JsonValue value && value.TryGetValue(out string? text) ? text
            : response.Headers.TryGetValue("ETag", out string? header) ? header : null;
        return new TrafficDocument(document, etag);
    }

    /// <summary>Changes the resource, once: the pipeline repeats the call only after 429.</summary>
    /// <param name="patch">The fields that change.</param>
    /// <param name="etag">The ETag that it must still have; null where the service has none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Where a change that goes on is watched; no address when it is done.</returns>
    /// <exception cref="ConflictException">The resource has changed since it was read.</exception>
    /// <exception cref="TransientException">The change failed, its answer was lost, or the service is busy with another one.</exception>
    public async Task<ArmActionResult> PatchAsync(JsonObject patch, string? etag, CancellationToken cancellationToken)
    {
        using HttpMessage message = Create(RequestMethod.Patch);
        Request request = message.Request;
        request.Headers.SetValue("Content-Type", "application/json");
        if (etag is not null)
        {
            request.Headers.SetValue("If-Match", etag);
        }

        request.Content = RequestContent.Create(BinaryData.FromString(patch.ToJsonString()));
        Response response = await Pipeline.SendForAnswerAsync(message, Describe(message), cancellationToken);
        return response.Status switch
        {
            >= 200 and < 300 => new ArmActionResult(null, ArmOperations.AddressIn(response, Endpoint), response.RetryAfter()),

            // Unlike 412, which says that the document is another one, 409 says that another change is under way.
            409 => throw new TransientException(FailureMapper.FromResponse(Describe(message), message.Request, response).Message),
            _ => throw FailureMapper.FromResponse(Describe(message), message.Request, response),
        };
    }

    /// <summary>Asks how far a change is.</summary>
    /// <returns>How far; null when the service does not know it any more, so that only the resource can tell.</returns>
    public async Task<ArmOperationStatus?> TryGetOperationAsync(Uri address, CancellationToken cancellationToken)
    {
        using HttpMessage message = Pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(ArmOperations.Checked(address, Endpoint));
        message.Request.Headers.SetValue("Accept", "application/json");
        Response response = await Pipeline.SendForAnswerAsync(message, Describe(message), cancellationToken);
        return response.Status switch
        {
            404 => null,
            >= 200 and < 300 => ArmOperations.Read(response),
            _ => throw FailureMapper.FromResponse(Describe(message), message.Request, response),
        };
    }

    private HttpMessage Create(RequestMethod method)
    {
        HttpMessage message = Pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(Endpoint);
        message.Request.Uri.AppendPath(Id.ToString(), escape: false);
        message.Request.Uri.AppendQuery("api-version", _apiVersion, escapeValue: true);
        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    private static string Describe(HttpMessage message) => $"{message.Request.Method} {message.Request.Uri.Path}";
}
