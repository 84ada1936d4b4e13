using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Arm;

/// <summary>
/// The pages of an ARM list: <c>{value:[…], nextLink?}</c>, where <c>nextLink</c> is followed as it is until it is missing
/// (<c>facts/aml-rest.md</c> 1.4). A page's continuation token is its <c>nextLink</c>.
/// </summary>
internal sealed class ArmPageable(HttpPipeline pipeline, Uri endpoint, Func<HttpMessage> createFirst, CancellationToken cancellationToken)
    : AsyncPageable<AssetDocument>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<AssetDocument>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        string? next = continuationToken;
        do
        {
            using HttpMessage message = next is null ? createFirst() : CreateNext(next);
            Response response = await pipeline.SendForSuccessAsync(message, $"LIST {message.Request.Uri.Path}", CancellationToken);
            (IReadOnlyList<AssetDocument> values, next) = Read(response);
            yield return Page<AssetDocument>.FromValues(values, next, response);
        }
        while (next is not null);
    }

    private HttpMessage CreateNext(string nextLink)
    {
        // A link to elsewhere would carry our token there.
        if (!Uri.TryCreate(nextLink, UriKind.Absolute, out Uri? address)
            || !string.Equals(address.Authority, endpoint.Authority, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidAssetException($"The list goes on at '{nextLink}', which is not on {endpoint.Authority}.");
        }

        HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(Addresses.AsHttps(address));
        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    private static (IReadOnlyList<AssetDocument> Values, string? NextLink) Read(Response response)
    {
        try
        {
            // What is no page must not pass for an empty one: an empty listing has consequences.
            if (JsonNode.Parse(response.Content.ToMemory().Span, documentOptions: AssetDocument.Strict) is not JsonObject page
                || page["value"] is not JsonArray items)
            {
                throw new InvalidAssetException("The list page is not a JSON object with an array 'value'.");
            }

            // Detached from the page, so that keeping one document does not keep the page.
            JsonNode?[] nodes = [.. items];
            items.Clear();
            string? next = page["nextLink"]?.GetValue<string>();
            return ([.. nodes.Select(ReadItem)], string.IsNullOrEmpty(next) ? null : next);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidAssetException($"The list page cannot be read: {exception.Message}", exception);
        }
    }

    private static AssetDocument ReadItem(JsonNode? node) =>
        node is JsonObject item
            ? new AssetDocument(item)
            : throw new InvalidAssetException("The list page holds an item that is not a JSON object.");
}
