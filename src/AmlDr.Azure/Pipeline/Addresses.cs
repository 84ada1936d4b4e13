namespace AmlDr.Azure.Pipeline;

/// <summary>Configured addresses as the clients need them.</summary>
internal static class Addresses
{
    /// <summary>An address with the https scheme; the transport sends loopback ones over http.</summary>
    /// <param name="address">The address as configured or answered.</param>
    /// <returns>The same address, https.</returns>
    public static Uri AsHttps(Uri address) =>
        address.Scheme == Uri.UriSchemeHttp
            ? new UriBuilder(address) { Scheme = Uri.UriSchemeHttps, Port = address.Port }.Uri
            : address;

    /// <summary>An address with the https scheme; the transport sends loopback ones over http.</summary>
    /// <param name="address">The address as configured or answered.</param>
    /// <returns>The same address, https.</returns>
    public static Uri AsHttps(string address) => AsHttps(new Uri(address, UriKind.Absolute));
}
