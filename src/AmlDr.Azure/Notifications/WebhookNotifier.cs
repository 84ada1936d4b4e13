using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using AmlDr.Azure.Options;
using AmlDr.Core.Failures;
using AmlDr.Core.Notifications;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Notifications;

/// <summary>
/// Sends a notification to one target, once. Repeating is the caller's: the message's identifier stays the same, time and signature are new, so
/// that a receiver tells a repetition from a replay. No failure names the address or repeats the answer.
/// </summary>
public sealed class WebhookNotifier : IDisposable
{
    private readonly NotificationOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client = new(WebhookConnector.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Creates the sender.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="clock">The clock that messages are dated by.</param>
    public WebhookNotifier(IOptions<AmlDrOptions> options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value.Notifications;
        _clock = clock;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Sends a notification.</summary>
    /// <param name="target">The name of a target in the settings.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="message">The notification.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the receiver has taken it.</returns>
    /// <exception cref="TransientException">No answer came, or 408 or 5xx: repeat it later. It may have arrived.</exception>
    /// <exception cref="ThrottledException">The receiver asks for fewer messages.</exception>
    /// <exception cref="AccessDeniedException">The receiver does not know the sender (401, 403).</exception>
    /// <exception cref="NotFoundException">The settings name no such target, or there is no webhook at its address (404, 410).</exception>
    /// <exception cref="RefusedException">The address is blocked, or the receiver redirects elsewhere.</exception>
    /// <exception cref="InvalidAssetException">The receiver does not take the message (other 4xx).</exception>
    public async Task SendAsync(string target, NotificationFormat format, NotificationMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        NotificationTargetOptions settings = _options.Targets.FirstOrDefault(one => one.Name == target)
            ?? throw new NotFoundException($"There is no target '{target}' of notifications; name it in AmlDr__Notifications__Targets.");
        byte[] body = NotificationBody.Write(message, format);
        using HttpRequestMessage request = CreateRequest(settings, message.Id, body);
        using var deadline = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            ThrowUnlessTaken(target, response);
        }
        catch (Exception exception) when (FindBlocked(exception))
        {
            throw new RefusedException($"Target '{target}': its name stands for an address that nothing is sent to. Correct AmlDr__Notifications__Targets.");
        }
        catch (Exception exception) when (IsLost(exception, cancellationToken))
        {
            // The exception of the handler names host and port, and may name more: it is not carried along.
            throw new TransientException($"Target '{target}': no answer ({Why(exception)}).");
        }
    }

    private HttpRequestMessage CreateRequest(NotificationTargetOptions settings, string id, byte[] body)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("AmlDr", null));
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimeHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (settings.Secret.Length > 0)
        {
            request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(settings.Secret, id, now, body));
        }

        return request;
    }

    private void ThrowUnlessTaken(string target, HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        string message = $"Target '{target}' answered {status.ToString(CultureInfo.InvariantCulture)}.";
        switch (status)
        {
            case >= 200 and < 300:
                return;
            case >= 300 and < 400:
                throw new RefusedException($"{message} Redirects are not followed; give the address that it leads to.");
            case 401 or 403:
                throw new AccessDeniedException($"{message} Check its address and secret.");
            case 404 or 410:
                throw new NotFoundException($"{message} Check its address.");
            case 429:
                throw new ThrottledException(message, RetryAfter(response));
            case 408 or >= 500:
                throw new TransientException(message);
            default:
                throw new InvalidAssetException($"{message} Check the format that the policy gives for it.");
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > _clock.GetUtcNow() ? date - _clock.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static bool FindBlocked(Exception exception) => exception is BlockedAddressException || (exception.InnerException is { } inner && FindBlocked(inner));

    private static bool IsLost(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException or SocketException => true,
        _ => false,
    };

    private static string Why(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } known => known.HttpRequestError.ToString(),
        OperationCanceledException => "timeout",
        _ => exception.GetType().Name,
    };
}
