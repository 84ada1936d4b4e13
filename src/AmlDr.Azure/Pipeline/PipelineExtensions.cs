using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Pipeline;

/// <summary>Sends requests and turns lost calls into typed failures.</summary>
internal static class PipelineExtensions
{
    /// <summary>Sends a request and gives the answer, whatever its status.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="message">The request.</param>
    /// <param name="what">What is tried, for failures.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Core.Failures.TransientException">No answer came. The call may have taken effect.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled, also while it was being repeated.</exception>
    public static async Task<Response> SendForAnswerAsync(
        this HttpPipeline pipeline, HttpMessage message, string what, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendAsync(message, cancellationToken);
            return message.Response;
        }
        catch (Exception exception) when (FailureMapper.IsLostCall(exception, cancellationToken))
        {
            throw FailureMapper.FromLostCall(what, exception);
        }
        catch (AggregateException exception) when (cancellationToken.IsCancellationRequested)
        {
            // Calls that were lost and then one that was cancelled: the retry policy throws them all at once.
            throw new OperationCanceledException($"{what}: cancelled.", exception, cancellationToken);
        }
    }

    /// <summary>Reads how long an answer asks to wait.</summary>
    /// <param name="response">The answer.</param>
    /// <returns>The time of its <c>Retry-After</c>; null when it has none in seconds.</returns>
    public static TimeSpan? RetryAfter(this Response response) =>
        response.Headers.TryGetValue("Retry-After", out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>Sends a request that must succeed.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="message">The request.</param>
    /// <param name="what">What is tried, for failures.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, of status 200 to 299.</returns>
    /// <exception cref="Core.Failures.AmlDrException">The call failed; the type says how.</exception>
    public static async Task<Response> SendForSuccessAsync(
        this HttpPipeline pipeline, HttpMessage message, string what, CancellationToken cancellationToken)
    {
        Response response = await pipeline.SendForAnswerAsync(message, what, cancellationToken);
        return response.Status is >= 200 and < 300 ? response : throw FailureMapper.FromResponse(what, message.Request, response);
    }
}
