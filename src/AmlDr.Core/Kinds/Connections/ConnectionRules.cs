using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Connections;

/// <summary>What the ways of signing in to a connection's target mean for a mirror.</summary>
internal static class ConnectionRules
{
    // They sign in as the caller or not at all; the credentials of the others are read with listsecrets.
    private static readonly HashSet<string> WithoutCredentials = new(StringComparer.OrdinalIgnoreCase) { "None", "AAD" };

    public static bool HasCredentials(JsonObject body) => AuthType(body) is { } type && !WithoutCredentials.Contains(type);

    public static bool IsManagedIdentity(JsonObject body) => string.Equals(AuthType(body), "ManagedIdentity", StringComparison.OrdinalIgnoreCase);

    public static string? AuthType(JsonObject body) => DocumentFields.GetText(body, "properties", "authType");
}
