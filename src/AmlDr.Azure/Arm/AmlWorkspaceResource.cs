using System.Text.Json.Nodes;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Assets;
using Azure;
using Azure.Core;
using Azure.ResourceManager;

namespace AmlDr.Azure.Arm;

/// <summary>
/// An Azure Machine Learning workspace, reached through the extension points of <c>Azure.ResourceManager</c>: its pipeline, endpoint and
/// diagnostics, with bodies as they come. The typed package is not used because closed types drop fields that they do not know.
/// </summary>
public sealed class AmlWorkspaceResource : ArmResource
{
    /// <summary>The resource type.</summary>
    public static readonly ResourceType ResourceType = "Microsoft.MachineLearningServices/workspaces";

    internal AmlWorkspaceResource(ArmClient client, ResourceIdentifier id)
        : base(client, id)
    {
    }

    /// <summary>Reads a resource of the workspace.</summary>
    /// <param name="relativePath">The path below the workspace, segments escaped; empty for the workspace itself.</param>
    /// <param name="apiVersion">The api-version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The document; null when there is no such resource.</returns>
    /// <exception cref="Core.Failures.AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task<AssetDocument?> TryGetAsync(string relativePath, string apiVersion, CancellationToken cancellationToken)
    {
        using HttpMessage message = CreateMessage(RequestMethod.Get, Path(relativePath), apiVersion);
        string what = Describe(message.Request);
        Response response = await Pipeline.SendForAnswerAsync(message, what, cancellationToken);
        return response.Status switch
        {
            404 => null,
            >= 200 and < 300 => AssetDocument.Parse(response.Content.ToMemory().Span),
            _ => throw FailureMapper.FromResponse(what, message.Request, response),
        };
    }

    /// <summary>
    /// Writes a resource of the workspace, once: the pipeline repeats the call only after an answer that says it was not carried out (429).
    /// </summary>
    /// <param name="relativePath">The path below the workspace, segments escaped.</param>
    /// <param name="body">The body.</param>
    /// <param name="apiVersion">The api-version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The document as the service now has it, and where a write that goes on is watched.</returns>
    /// <exception cref="Core.Failures.TransientException">The write failed or its answer was lost; it may have taken effect.</exception>
    /// <exception cref="Core.Failures.AmlDrException">The write failed otherwise; the type says how.</exception>
    public async Task<ArmWrite> PutAsync(
        string relativePath, JsonObject body, string apiVersion, CancellationToken cancellationToken)
    {
        Response response = await SendPutAsync(relativePath, body, apiVersion, cancellationToken);
        return new ArmWrite(
            AssetDocument.Parse(response.Content.ToMemory().Span), ArmOperations.AddressIn(response, Endpoint), response.RetryAfter());
    }

    /// <summary>Writes a resource whose service may take the write without answering with the resource, as it does for the workspace itself (202).</summary>
    /// <param name="relativePath">The path below the workspace, segments escaped; empty for the workspace itself.</param>
    /// <param name="body">The body.</param>
    /// <param name="apiVersion">The api-version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Where the write is watched when it goes on after its answer; null when the answer names no such place.</returns>
    /// <exception cref="Core.Failures.TransientException">The write failed or its answer was lost; it may have taken effect.</exception>
    /// <exception cref="Core.Failures.AmlDrException">The write failed otherwise; the type says how.</exception>
    public async Task<Uri?> StartPutAsync(string relativePath, JsonObject body, string apiVersion, CancellationToken cancellationToken) =>
        ArmOperations.AddressIn(await SendPutAsync(relativePath, body, apiVersion, cancellationToken), Endpoint);

    /// <summary>Calls an action of a resource, such as <c>listSecrets</c>.</summary>
    /// <param name="relativePath">The path below the workspace with the action at its end, segments escaped.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="apiVersion">The api-version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the action answers, which may be secret, and where an action that goes on is watched.</returns>
    /// <exception cref="Core.Failures.AmlDrException">The call failed; the type says how.</exception>
    public async Task<ArmActionResult> PostAsync(string relativePath, JsonObject? body, string apiVersion, CancellationToken cancellationToken)
    {
        using HttpMessage message = CreateMessage(RequestMethod.Post, Path(relativePath), apiVersion);
        if (body is not null)
        {
            message.Request.Headers.SetValue("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        }

        Response response = await Pipeline.SendForSuccessAsync(message, Describe(message.Request), cancellationToken);
        return new ArmActionResult(
            response.Content.ToMemory().IsEmpty ? null : JsonNode.Parse(response.Content.ToMemory().Span),
            response.Status == 202 ? ArmOperations.AddressIn(response, Endpoint) : null,
            response.RetryAfter());
    }

    /// <summary>Asks how far a long-running operation is.</summary>
    /// <param name="address">The address that the write's answer gave.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How far; null when the operation is not known any more, so that only the resource can tell.</returns>
    /// <exception cref="Core.Failures.AmlDrException">The call failed; the type says how.</exception>
    public async Task<ArmOperationStatus?> TryGetOperationAsync(Uri address, CancellationToken cancellationToken)
    {
        using HttpMessage message = Pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(ArmOperations.Checked(address, Endpoint));
        message.Request.Headers.SetValue("Accept", "application/json");
        string what = Describe(message.Request);
        Response response = await Pipeline.SendForAnswerAsync(message, what, cancellationToken);
        return response.Status switch
        {
            404 => null,
            >= 200 and < 300 => ArmOperations.Read(response),
            _ => throw FailureMapper.FromResponse(what, message.Request, response),
        };
    }

    /// <summary>Lists resources of the workspace, page by page.</summary>
    /// <param name="relativePath">The path below the workspace, segments escaped.</param>
    /// <param name="query">Query parameters besides the api-version, unescaped.</param>
    /// <param name="apiVersion">The api-version.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The documents. Enumerating it throws <see cref="Core.Failures.NotFoundException"/> when the collection's parent is missing.</returns>
    public AsyncPageable<AssetDocument> List(
        string relativePath, IReadOnlyDictionary<string, string> query, string apiVersion, CancellationToken cancellationToken) =>
        ListOther(Path(relativePath), query, apiVersion, cancellationToken);

    /// <summary>Lists any resources by their address, such as the quota of a region.</summary>
    /// <param name="address">The full path of the list, segments escaped.</param>
    /// <param name="query">Query parameters besides the api-version, unescaped.</param>
    /// <param name="apiVersion">The api-version of its provider.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The documents. Enumerating it throws <see cref="Core.Failures.NotFoundException"/> when the collection's parent is missing.</returns>
    public AsyncPageable<AssetDocument> ListOther(
        string address, IReadOnlyDictionary<string, string> query, string apiVersion, CancellationToken cancellationToken) =>
        new ArmPageable(Pipeline, Endpoint, () => CreateQuery(address, query, apiVersion), cancellationToken);

    /// <summary>Reads any resource by its identifier, such as the workspace's storage account.</summary>
    /// <param name="resourceId">The full identifier.</param>
    /// <param name="apiVersion">The api-version of its provider.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The document.</returns>
    /// <exception cref="Core.Failures.AmlDrException">The call failed; the type says how.</exception>
    public Task<AssetDocument> GetOtherAsync(string resourceId, string apiVersion, CancellationToken cancellationToken) =>
        GetOtherAsync(resourceId, new Dictionary<string, string>(), apiVersion, cancellationToken);

    /// <summary>Reads any resource by its identifier, with more than it shows by itself.</summary>
    /// <param name="resourceId">The full identifier.</param>
    /// <param name="query">Query parameters besides the api-version, unescaped.</param>
    /// <param name="apiVersion">The api-version of its provider.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The document.</returns>
    /// <exception cref="Core.Failures.AmlDrException">The call failed; the type says how.</exception>
    public async Task<AssetDocument> GetOtherAsync(
        string resourceId, IReadOnlyDictionary<string, string> query, string apiVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        using HttpMessage message = CreateQuery(resourceId, query, apiVersion);
        Response response = await Pipeline.SendForSuccessAsync(message, Describe(message.Request), cancellationToken);
        return AssetDocument.Parse(response.Content.ToMemory().Span);
    }

    /// <summary>Deletes a resource of the workspace.</summary>
    /// <param name="relativePath">The path below the workspace, segments escaped.</param>
    /// <param name="query">Query parameters besides the api-version, unescaped.</param>
    /// <param name="apiVersion">The api-version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True when it is gone; false when the service goes on deleting it (202).</returns>
    /// <exception cref="Core.Failures.AmlDrException">The call failed; the type says how.</exception>
    public async Task<bool> DeleteAsync(
        string relativePath, IReadOnlyDictionary<string, string> query, string apiVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        using HttpMessage message = CreateMessage(RequestMethod.Delete, Path(relativePath), apiVersion);
        foreach ((string name, string value) in query)
        {
            message.Request.Uri.AppendQuery(name, value, escapeValue: true);
        }

        string what = Describe(message.Request);
        Response response = await Pipeline.SendForAnswerAsync(message, what, cancellationToken);
        return response.Status switch
        {
            200 or 204 or 404 => true,
            202 => false,
            _ => throw FailureMapper.FromResponse(what, message.Request, response),
        };
    }

    /// <summary>Changes a part of a resource: a JSON merge patch of what the service lets be patched.</summary>
    /// <param name="relativePath">The path below the workspace, segments escaped.</param>
    /// <param name="patch">The part.</param>
    /// <param name="apiVersion">The api-version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, and where a change that goes on is watched.</returns>
    /// <exception cref="Core.Failures.TransientException">The call failed or its answer was lost; it may have taken effect. Look before trying again.</exception>
    /// <exception cref="Core.Failures.AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task<ArmActionResult> PatchAsync(string relativePath, JsonObject patch, string apiVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        using HttpMessage message = CreateMessage(RequestMethod.Patch, Path(relativePath), apiVersion);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(BinaryData.FromString(patch.ToJsonString()));
        Response response = await Pipeline.SendForSuccessAsync(message, Describe(message.Request), cancellationToken);
        return new ArmActionResult(
            response.Content.ToMemory().IsEmpty ? null : JsonNode.Parse(response.Content.ToMemory().Span),
            ArmOperations.AddressIn(response, Endpoint), response.RetryAfter());
    }

    private async Task<Response> SendPutAsync(string relativePath, JsonObject body, string apiVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        using HttpMessage message = CreateMessage(RequestMethod.Put, Path(relativePath), apiVersion);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        return await Pipeline.SendForSuccessAsync(message, Describe(message.Request), cancellationToken);
    }

    private string Path(string relativePath) => relativePath.Length == 0 ? Id.ToString() : $"{Id}/{relativePath}";

    private HttpMessage CreateQuery(string path, IReadOnlyDictionary<string, string> query, string apiVersion)
    {
        HttpMessage message = CreateMessage(RequestMethod.Get, path, apiVersion);
        foreach ((string name, string value) in query)
        {
            message.Request.Uri.AppendQuery(name, value, escapeValue: true);
        }

        return message;
    }

    private HttpMessage CreateMessage(RequestMethod method, string path, string apiVersion)
    {
        HttpMessage message = Pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(Endpoint);
        message.Request.Uri.AppendPath(path, escape: false);
        message.Request.Uri.AppendQuery("api-version", apiVersion, escapeValue: true);
        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    private static string Describe(Request request) => $"{request.Method} {request.Uri.Path}";
}
