using System.Net;
using System.Net.Sockets;

namespace AmlDr.Azure.Notifications;

/// <summary>
/// Which network addresses webhooks may stand at. Not at those that only this machine or its link reaches, where platforms keep tokens and
/// configuration; private networks are allowed, because that is where CI servers stand.
/// </summary>
/// <remarks>
/// Sources: RFC 3927 and 4291 (link-local: 169.254.0.0/16 with the metadata service at 169.254.169.254, fe80::/10), RFC 6890 (this network,
/// multicast, reserved), RFC 6052 and 3056 (IPv4 within IPv6), learn.microsoft.com "What is IP address 168.63.129.16?" (Azure's platform).
/// </remarks>
internal static class WebhookAddresses
{
    private static readonly IPNetwork[] Blocked =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("168.63.129.16/32"), IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("224.0.0.0/3"), IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
        IPNetwork.Parse("fd00:ec2::254/128"),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork Tunnelled = IPNetwork.Parse("2002::/16");

    /// <summary>Says whether nothing may be sent to an address.</summary>
    /// <param name="address">The address that a name stands for.</param>
    /// <param name="isLoopbackMeant">True when the webhook's own address says loopback.</param>
    /// <returns>True when nothing may.</returns>
    public static bool IsBlocked(IPAddress address, bool isLoopbackMeant)
    {
        IPAddress plain = Unwrap(address);
        return IPAddress.IsLoopback(plain) ? !isLoopbackMeant : Blocked.Any(network => network.Contains(plain));
    }

    /// <summary>Says whether an address names a blocked network address by its digits.</summary>
    public static bool IsBlockedLiteral(Uri address) =>
        IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out IPAddress? literal) && IsBlocked(literal, address.IsLoopback);

    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : Translated.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4))
            : Tunnelled.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4))
            : address;
    }
}
