using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace AmlDr.Sandbox.App;

/// <summary>Finds ports on 127.0.0.1 that nobody listens on.</summary>
public static class FreePort
{
    // Below the ports that systems give to outgoing connections: a client that calls an address where nobody listens yet could otherwise
    // be given that very port and be connected to itself.
    private const int First = 20_000;
    private const int End = 30_000;

    /// <summary>Whether nobody listens on a port now.</summary>
    /// <param name="port">The port.</param>
    public static bool IsFree(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port that nobody listens on now, drawn at random so that two who ask at the same time get different ones.</summary>
    /// <exception cref="IOException">All are taken.</exception>
    public static int Find()
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            int port = RandomNumberGenerator.GetInt32(First, End);
            if (IsFree(port))
                return port;
        }

        throw new IOException($"No free port was found on 127.0.0.1 between {First} and {End}.");
    }
}
