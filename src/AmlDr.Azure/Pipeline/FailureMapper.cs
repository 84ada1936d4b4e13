using System.Globalization;
using System.Net.Sockets;
using AmlDr.Azure.Access;
using AmlDr.Core.Failures;
using Azure;
using Azure.Core;

namespace AmlDr.Azure.Pipeline;

/// <summary>
/// Turns what a call ended with into a typed failure: by HTTP status first, because the AML front end answers <c>UserError</c> for
/// nearly everything (<c>facts/aml-rest.md</c> 1.5), never by message.
/// </summary>
internal static class FailureMapper
{
    /// <summary>Makes the failure for an answer that is no success.</summary>
    /// <param name="what">What was tried, such as "GET model a:1 in mlw-primary".</param>
    /// <param name="request">The call, so that a refusal can be explained.</param>
    /// <param name="response">The answer; its body must not hold secrets, which error bodies of these services do not.</param>
    /// <returns>The failure.</returns>
    public static AmlDrException FromResponse(string what, Request request, Response response)
    {
        (string code, string text) = ErrorBody.Read(response);
        string message = $"{what}: {response.Status.ToString(CultureInfo.InvariantCulture)} {code}. {text}".TrimEnd();
        if (response.Status == 403 && NeededAction.Explain(request, code) is { } needed)
        {
            message = $"{message} {needed}";
        }

        return response.Status switch
        {
            429 => new ThrottledException(message, response.RetryAfter()),
            404 => new NotFoundException(message),
            401 or 403 => new AccessDeniedException(message),
            409 or 412 => new ConflictException(message),
            408 or >= 500 => new TransientException(message),
            _ => new InvalidAssetException(message),
        };
    }

    /// <summary>Says whether an exception of the pipeline means that no answer came.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="cancellationToken">The caller's token: its own cancellation is not a failure of the call.</param>
    /// <returns>True for lost connections, timeouts and used-up repetitions of them.</returns>
    public static bool IsLostCall(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        AggregateException many => many.InnerExceptions.Count > 0 && many.InnerExceptions.All(one => IsLostCall(one, cancellationToken)),
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        RequestFailedException { Status: 0 } => true,
        IOException or SocketException or HttpRequestException => true,
        _ => false,
    };

    /// <summary>Makes the failure for a call without an answer. It may have taken effect.</summary>
    /// <param name="what">What was tried.</param>
    /// <param name="exception">What the pipeline ended with.</param>
    /// <returns>The failure.</returns>
    public static TransientException FromLostCall(string what, Exception exception)
    {
        Exception cause = exception is AggregateException { InnerExceptions: [.., { } last] } ? last : exception;
        return new TransientException($"{what}: no answer. {cause.Message}", exception);
    }
}
