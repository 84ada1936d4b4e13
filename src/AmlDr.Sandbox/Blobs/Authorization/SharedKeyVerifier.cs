using System.Security.Cryptography;
using System.Text;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Blobs.Authorization;

/// <summary>Verifies the Shared Key scheme. Paths begin with the account's name, so it stands twice in the string, as with Azurite.</summary>
internal sealed class SharedKeyVerifier(TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    private static readonly string[] Signed =
    [
        "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date",
        "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range",
    ];

    public void Verify(SimRequest request, SimulatedAccount account, string credential)
    {
        string[] parts = credential.Split(':', 2);
        if (parts.Length != 2)
            throw new StorageException(400, "InvalidAuthenticationInfo", "Authentication information is not given in the correct format. Check the value of Authorization header.");
        if (parts[0] != account.Name)
            throw StorageException.AuthenticationFailed($"The header names the account '{parts[0]}', the address '{account.Name}'.");
        DateTimeOffset date = BlobHeaders.ReadDate(request, "x-ms-date") ?? BlobHeaders.ReadDate(request, "Date")
            ?? throw StorageException.AuthenticationFailed("The header x-ms-date or Date is mandatory.");
        if ((clock.GetUtcNow() - date).Duration() > Skew)
            throw StorageException.AuthenticationFailed("Request date header too old or too far ahead.");
        string text = StringToSign(request, account);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bool fits = account.Keys.Any(key => Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), bytes)) == parts[1]);
        if (!fits)
            throw StorageException.AuthenticationFailed($"The MAC signature found in the HTTP request is not the same as any computed signature. Server used following string to sign: '{text}'.");
    }

    private static string StringToSign(SimRequest request, SimulatedAccount account)
    {
        StringBuilder text = new(request.Method);
        foreach (string name in Signed)
        {
            string? value = request.Header(name);
            // An empty body counts as no length; the date of x-ms-date takes the place of Date.
            if ((name == "Content-Length" && value == "0") || (name == "Date" && request.Header("x-ms-date") is not null))
                value = null;
            text.Append('\n').Append(value);
        }

        text.Append('\n');
        foreach ((string name, var values) in request.Headers
            .Where(header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal))
        {
            text.Append(name.ToLowerInvariant()).Append(':').Append(values.ToString().Trim()).Append('\n');
        }

        text.Append('/').Append(account.Name).Append(request.Target.RawPath);
        foreach (IGrouping<string, string> parameter in request.Target.Query
            .GroupBy(pair => pair.Key.ToLowerInvariant(), pair => pair.Value)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(parameter.Key).Append(':').AppendJoin(',', parameter.Order(StringComparer.Ordinal));
        }

        return text.ToString();
    }
}
