using AmlDr.Azure.Pipeline;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Secrets;

/// <summary>Sends requests for Data Protection, whose extension points are synchronous.</summary>
internal static class SynchronousCalls
{
    /// <summary>Sends a request.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="message">The request.</param>
    /// <param name="what">What is tried, for failures.</param>
    /// <returns>The answer, whatever its status.</returns>
    public static Response Send(HttpPipeline pipeline, HttpMessage message, string what)
    {
        try
        {
            pipeline.Send(message, CancellationToken.None);
            return message.Response;
        }
        catch (Exception exception) when (FailureMapper.IsLostCall(exception, CancellationToken.None))
        {
            throw FailureMapper.FromLostCall(what, exception);
        }
    }
}
