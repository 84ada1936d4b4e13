using System.Text.Json.Nodes;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using Azure;
using Azure.Core;
using Azure.ResourceManager;

namespace AmlDr.Azure.Arm;

/// <summary>Resources outside of workspaces, by their full identifiers: registries, autoscale settings. The api-version is that of their provider.</summary>
internal sealed class ArmRootResource : ArmResource
{
    public ArmRootResource(ArmClient client)
        : base(client, ResourceIdentifier.Root)
    {
    }

    /// <summary>Reads a resource.</summary>
    /// <returns>The document; null when there is no such resource.</returns>
    public async Task<AssetDocument?> TryGetAsync(string id, string apiVersion, CancellationToken cancellationToken)
    {
        using HttpMessage message = Create(RequestMethod.Get, id, apiVersion);
        Response response = await Pipeline.SendForAnswerAsync(message, Describe(message), cancellationToken);
        return response.Status switch
        {
            404 => null,
            >= 200 and < 300 => AssetDocument.Parse(response.Content.ToMemory().Span),
            _ => throw FailureMapper.FromResponse(Describe(message), message.Request, response),
        };
    }

    /// <summary>Writes a resource, once.</summary>
    /// <returns>The document as the service now has it.</returns>
    /// <exception cref="TransientException">The write failed or its answer was lost; it may have taken effect.</exception>
    public async Task<AssetDocument> PutAsync(string id, JsonObject body, string apiVersion, CancellationToken cancellationToken)
    {
        using HttpMessage message = Create(RequestMethod.Put, id, apiVersion, body);
        Response response = await Pipeline.SendForSuccessAsync(message, Describe(message), cancellationToken);
        return AssetDocument.Parse(response.Content.ToMemory().Span);
    }

    /// <summary>Lists resources, page by page.</summary>
    public AsyncPageable<AssetDocument> List(string path, string apiVersion, CancellationToken cancellationToken) =>
        new ArmPageable(Pipeline, Endpoint, () => Create(RequestMethod.Get, path, apiVersion), cancellationToken);

    private HttpMessage Create(RequestMethod method, string path, string apiVersion, JsonObject? body = null)
    {
        HttpMessage message = Pipeline.CreateMessage();
        Request request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath(path, escape: false);
        request.Uri.AppendQuery("api-version", apiVersion, escapeValue: true);
        request.Headers.SetValue("Accept", "application/json");
        if (body is not null)
        {
            request.Headers.SetValue("Content-Type", "application/json");
            request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        }

        return message;
    }

    private static string Describe(HttpMessage message) => $"{message.Request.Method} {message.Request.Uri.Path}";
}
