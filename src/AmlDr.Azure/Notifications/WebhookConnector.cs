using System.Net;
using System.Net.Sockets;

namespace AmlDr.Azure.Notifications;

/// <summary>Makes the handler that webhooks are called by: no redirects, no proxy, no cookies, no traces, and no connection to blocked addresses.</summary>
internal static class WebhookConnector
{
    // Addresses are looked up again after that, so that a webhook that moved is found.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = Kept,
        MaxResponseDrainSize = 0,

        // Without a propagator the handler makes no span: the address, which may be a secret, would stand in it.
        ActivityHeadersPropagator = null,
        ConnectCallback = ConnectAsync,
    };

    // The address that is checked is the one that is connected to: a name that answers otherwise the second time gains nothing.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Uri target = context.InitialRequestMessage.RequestUri!;
        IPAddress[] addresses = IPAddress.TryParse(context.DnsEndPoint.Host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        IPAddress[] allowed = [.. addresses.Where(address => !WebhookAddresses.IsBlocked(address, target.IsLoopback))];
        if (allowed.Length == 0)
        {
            throw new BlockedAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
