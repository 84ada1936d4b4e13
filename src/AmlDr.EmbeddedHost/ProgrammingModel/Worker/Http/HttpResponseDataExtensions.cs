using System.Text;
using AmlDr.EmbeddedHost.Hosting;
using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Writes answers.</summary>
public static class HttpResponseDataExtensions
{
    /// <summary>Writes text.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="value">The text.</param>
    /// <param name="encoding">The encoding; default UTF-8.</param>
    /// <returns>A task that ends when it is written.</returns>
    public static Task WriteStringAsync(this HttpResponseData response, string value, Encoding? encoding = null) =>
        response.WriteStringAsync(value, CancellationToken.None, encoding);

    /// <summary>Writes text.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="value">The text.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <param name="encoding">The encoding; default UTF-8.</param>
    /// <returns>A task that ends when it is written.</returns>
#pragma warning disable CA1068 // The programming model orders the parameters so.
    public static Task WriteStringAsync(
        this HttpResponseData response, string value, CancellationToken cancellationToken, Encoding? encoding = null)
#pragma warning restore CA1068
    {
        ArgumentNullException.ThrowIfNull(value);
        return response.WriteBytesAsync((encoding ?? Encoding.UTF8).GetBytes(value), cancellationToken);
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="value">The bytes.</param>
    /// <returns>A task that ends when they are written.</returns>
    public static Task WriteBytesAsync(this HttpResponseData response, byte[] value) =>
        response.WriteBytesAsync(value, CancellationToken.None);

    /// <summary>Writes bytes.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="value">The bytes.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when they are written.</returns>
    public static async Task WriteBytesAsync(this HttpResponseData response, byte[] value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        await response.Body.WriteAsync(value, cancellationToken);
    }

    /// <summary>Writes a value as JSON, with its content type.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="response">The answer.</param>
    /// <param name="instance">The value.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when it is written.</returns>
    public static ValueTask WriteAsJsonAsync<T>(this HttpResponseData response, T instance, CancellationToken cancellationToken = default) =>
        response.WriteAsJsonAsync(instance, "application/json; charset=utf-8", cancellationToken);

    /// <summary>Writes a value as JSON.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="response">The answer.</param>
    /// <param name="instance">The value.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when it is written.</returns>
    public static ValueTask WriteAsJsonAsync<T>(
        this HttpResponseData response, T instance, string contentType, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.WriteAsJsonAsync(instance, WorkerSerializer.Of(response.FunctionContext), contentType, cancellationToken);
    }

    /// <summary>Writes a value with a serializer, as JSON.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="response">The answer.</param>
    /// <param name="instance">The value.</param>
    /// <param name="serializer">The serializer.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when it is written.</returns>
    public static ValueTask WriteAsJsonAsync<T>(
        this HttpResponseData response, T instance, ObjectSerializer serializer, CancellationToken cancellationToken = default) =>
        response.WriteAsJsonAsync(instance, serializer, "application/json; charset=utf-8", cancellationToken);

    /// <summary>Writes a value with a serializer.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="response">The answer.</param>
    /// <param name="instance">The value.</param>
    /// <param name="serializer">The serializer.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when it is written.</returns>
    public static async ValueTask WriteAsJsonAsync<T>(
        this HttpResponseData response,
        T instance,
        ObjectSerializer serializer,
        string contentType,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(serializer);
        response.Headers.Remove("Content-Type");
        response.Headers.TryAddWithoutValidation("Content-Type", contentType);
        await serializer.SerializeAsync(response.Body, instance, typeof(T), cancellationToken);
    }
}
