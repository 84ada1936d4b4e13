using System.Text.Json.Nodes;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Control;

/// <summary>Routes that put things into the world past the services, and hand out tokens.</summary>
internal static class WorldRoutes
{
    public static IEnumerable<ControlRoute> All(SimulatedAzure azure) =>
    [
        new("POST", "/tokens", "A bearer token of a managed identity, for use with curl.", async (request, cancellation) =>
        {
            TokenRequest wanted = await request.BodyAsync<TokenRequest>(cancellation);
            return ControlService.Ok(new { token = azure.Tokens.Issue(wanted.Audience, wanted.ClientId) });
        }, Body: """{"audience":"https://management.azure.com","clientId":"22222222-2222-4222-8222-222222222222"}"""),
        new("PUT", "/resources", "Writes a resource as the service itself: nothing is checked, no event is raised.", async (request, cancellation) =>
        {
            string id = request.Required("id");
            if (await request.JsonAsync(cancellation) is not JsonObject body)
                throw new ControlException(400, "The body must be a JSON object.");
            azure.Resources.Put(id, body);
            return SimResponse.Json(200, azure.Resources.Get(id)!);
        }, Query: "id (ARM id)", Body: """{"properties":{"image":"mcr.microsoft.com/azureml/base","environmentType":"Curated"}}"""),
        new("DELETE", "/resources", "Removes a resource and what is below it; no event is raised.", (request, _) =>
        {
            string id = request.Required("id");
            return azure.Resources.Remove(id) ? Task.FromResult(SimResponse.Empty(204)) : throw new ControlException(404, $"There is no resource '{id}'.");
        }, Query: "id (ARM id)"),
        new("PUT", "/accounts/{account}/containers/{container}", "Makes a container.", (request, _) =>
        {
            azure.Blobs.CreateContainer(request["account"], request["container"]);
            return Task.FromResult(SimResponse.Empty(201));
        }),
        new("PUT", "/accounts/{account}/containers/{container}/blobs/{blob*}", "Puts a blob: the body's bytes, or a generated content of any length.", async (request, cancellation) =>
        {
            long? length = request.QueryNumber("length");
            BlobContent content = length is { } generated
                ? BlobContent.Generated(request.QueryNumber("seed") ?? 1, generated)
                : BlobContent.FromBytes(await request.BytesAsync(cancellation));
            azure.Blobs.Put(request["account"], request["container"], request["blob"], content, request.Query("contentType"), withContentMd5: length is null);
            return SimResponse.Empty(201);
        }, Query: "length and seed (for generated content), contentType"),
        new("DELETE", "/accounts/{account}/containers/{container}/blobs/{blob*}", "Removes a blob.", (request, _) =>
            azure.Blobs.Delete(request["account"], request["container"], request["blob"])
                ? Task.FromResult(SimResponse.Empty(204))
                : throw new ControlException(404, $"There is no blob '{request["blob"]}'.")),
    ];
}
