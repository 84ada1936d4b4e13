using System.Text.Json;
using System.Text.Json.Serialization;
using AmlDr.Azure.ControlStore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AmlDr.Functions.Http;

/// <summary>Reads small JSON bodies strictly: a member that nobody knows is an error, because it may have been meant.</summary>
internal static class JsonRequest
{
    private const int LongestBody = 64 * 1024;

    private static readonly JsonSerializerOptions Strict = new(ControlStoreClient.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a body.</summary>
    /// <typeparam name="T">What it holds; its members are nullable, so that all that is missing can be said at once.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="example">A body as it should be, for the fault.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The body, or the answer that says what is wrong with it.</returns>
    public static async Task<(T? Body, IActionResult? Fault)> ReadAsync<T>(HttpRequest request, string example, CancellationToken cancellationToken)
        where T : class
    {
        var buffer = new byte[LongestBody + 1];
        int length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LongestBody)
        {
            return (null, ApiResult.Problem(
                request, StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is too large", $"The body is longer than {LongestBody} bytes."));
        }

        try
        {
            return JsonSerializer.Deserialize<T>(buffer.AsSpan(0, length), Strict) is { } body
                ? (body, null)
                : (null, Bad(request, "the body is 'null'", example));
        }
        catch (JsonException exception)
        {
            return (null, Bad(request, exception.Message, example));
        }
    }

    /// <summary>Reads a body that may be left out.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="example">A body as it should be, for the fault.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The body, an empty one when there is none, or the answer that says what is wrong with it.</returns>
    public static async Task<(T? Body, IActionResult? Fault)> ReadOrEmptyAsync<T>(HttpRequest request, string example, CancellationToken cancellationToken)
        where T : class, new() =>
        request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0 ? (new T(), null) : await ReadAsync<T>(request, example, cancellationToken);

    /// <summary>The fault that a body cannot be used.</summary>
    /// <param name="request">The request.</param>
    /// <param name="detail">What is wrong: each field with its value and the remedy.</param>
    /// <param name="example">A body as it should be.</param>
    /// <returns>The answer.</returns>
    public static IActionResult Bad(HttpRequest request, string detail, string example) =>
        ApiResult.Problem(request, StatusCodes.Status400BadRequest, "bad-body", "The body cannot be used", $"{detail.TrimEnd('.')}. Send a body such as {example}.");
}
