using System.Net;
using System.Text;
using AmlDr.EmbeddedHost.Hosting;
using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reads requests.</summary>
public static class HttpRequestDataExtensions
{
    /// <summary>Reads the body as text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="encoding">The encoding; default UTF-8.</param>
    /// <returns>The text.</returns>
    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        using StreamReader reader = new(request.Body, encoding ?? Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync(request.FunctionContext.CancellationToken);
    }

    /// <summary>Reads the body as JSON.</summary>
    /// <typeparam name="T">The type wanted.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The value.</returns>
    public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.ReadFromJsonAsync<T>(WorkerSerializer.Of(request.FunctionContext), cancellationToken);
    }

    /// <summary>Reads the body with a serializer.</summary>
    /// <typeparam name="T">The type wanted.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="serializer">The serializer.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The value.</returns>
    public static async ValueTask<T?> ReadFromJsonAsync<T>(
        this HttpRequestData request, ObjectSerializer serializer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(serializer);
        return (T?)await serializer.DeserializeAsync(request.Body, typeof(T), cancellationToken);
    }

    /// <summary>Begins an answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="statusCode">The status code.</param>
    /// <returns>The answer.</returns>
    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        HttpResponseData response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }
}
