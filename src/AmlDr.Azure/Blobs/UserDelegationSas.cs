using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AmlDr.Azure.Blobs;

/// <summary>
/// Signs an address that lets its bearer read one blob for a time. Source: "Create a user delegation SAS", string-to-sign of versions
/// 2020-12-06 to 2025-05-05.
/// </summary>
internal static class UserDelegationSas
{
    private const string Version = "2022-11-02";

    /// <summary>Makes the query to add to a blob's address.</summary>
    /// <param name="key">The delegation key.</param>
    /// <param name="account">The account's name.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="blobName">The blob's name, unescaped.</param>
    /// <param name="expiry">Until when the address is good.</param>
    /// <returns>The query, without a question mark. A secret.</returns>
    public static string Sign(UserDelegationKey key, string account, string container, string blobName, DateTimeOffset expiry)
    {
        string until = expiry.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string stringToSign = string.Join('\n',
        [
            "r", "", until, $"/blob/{account}/{container}/{blobName}",
            key.SignedObjectId, key.SignedTenantId, key.SignedStart, key.SignedExpiry, key.SignedService, key.SignedVersion,
            "", "", "", // authorised object id, unauthorised object id, correlation id
            "", "https,http", Version, "b", // address range, protocol, version, resource
            "", "", // snapshot time, encryption scope
            "", "", "", "", "", // overridden response headers
        ]);
        string signature = Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(key.Value), Encoding.UTF8.GetBytes(stringToSign)));
        (string Name, string Value)[] parameters =
        [
            ("sp", "r"), ("se", until), ("skoid", key.SignedObjectId), ("sktid", key.SignedTenantId), ("skt", key.SignedStart),
            ("ske", key.SignedExpiry), ("sks", key.SignedService), ("skv", key.SignedVersion), ("spr", "https,http"), ("sv", Version),
            ("sr", "b"), ("sig", signature),
        ];
        return string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
    }
}
