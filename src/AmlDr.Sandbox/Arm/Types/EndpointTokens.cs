using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Tokens that open one endpoint for a while, signed with its key.</summary>
internal static class EndpointTokens
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public static string Issue(StoredResource endpoint, DateTimeOffset expiry)
    {
        string until = expiry.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"aml{until}x{Sign(endpoint, until)}";
    }

    /// <summary>Whether a token is the endpoint's own and still good.</summary>
    public static bool Opens(StoredResource endpoint, string token, DateTimeOffset now)
    {
        string[] parts = token.StartsWith("aml", StringComparison.Ordinal) ? token[3..].Split('x', 2) : [];
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long until)
            && now.ToUnixTimeSeconds() < until
            && parts[1] == Sign(endpoint, parts[0]);
    }

    private static string Sign(StoredResource endpoint, string until)
    {
        JsonNode? key = EndpointKeys.Of(endpoint)?["primaryKey"];
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key?.ToString() ?? string.Empty), Encoding.UTF8.GetBytes(endpoint.Id + until)));
    }
}
