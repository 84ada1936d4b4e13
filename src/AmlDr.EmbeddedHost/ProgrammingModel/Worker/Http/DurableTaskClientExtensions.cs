using System.Net;
using AmlDr.EmbeddedHost.Durable.Client;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>HTTP answers that tell a caller how to follow an orchestration. Their addresses carry a system key: give them to operators only.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>An answer 202 with the management addresses of an instance.</summary>
    /// <param name="client">The client, as bound to the function.</param>
    /// <param name="request">The request to answer.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Cancels the writing.</param>
    /// <returns>The answer.</returns>
    public static Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponseAsync(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <summary>An answer with the management addresses of an instance.</summary>
    /// <param name="client">The client, as bound to the function.</param>
    /// <param name="request">The request to answer.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="statusCode">The status code.</param>
    /// <param name="cancellation">Cancels the writing.</param>
    /// <returns>The answer.</returns>
    public static async Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        HttpManagementPayload payload = client.CreateHttpManagementPayload(instanceId, request);
        HttpResponseData response = request.CreateResponse(statusCode);
        response.Headers.Add("Location", payload.StatusQueryGetUri);
        await response.WriteAsJsonAsync(payload, cancellation);
        return response;
    }

    /// <summary>The management addresses of an instance.</summary>
    /// <param name="client">The client, as bound to the function.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="request">The request whose host name the addresses get; null means the address that the host listens on.</param>
    /// <returns>The addresses.</returns>
    /// <exception cref="InvalidOperationException">The client is not the one that the host binds.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(
        this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (client is not EmbeddedDurableTaskClient embedded)
        {
            throw new InvalidOperationException("Management addresses are known to the client that [DurableClient] binds only.");
        }

        return embedded.ManagementAddresses(instanceId, request?.Url.GetLeftPart(UriPartial.Authority));
    }
}
