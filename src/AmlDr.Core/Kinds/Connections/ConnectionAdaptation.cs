using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Connections;

/// <summary>
/// What differs in the secondary: the managed identity that a connection signs in with, by the policy's <c>maps.identities</c>. A connection whose
/// credentials the policy leaves out is refused: it would stand there and could not sign in.
/// </summary>
internal static class ConnectionAdaptation
{
    private const string Credentials = "properties.credentials";

    public static void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings)
    {
        JsonObject? credentials = body["properties"]?["credentials"] as JsonObject;
        if (ConnectionRules.IsManagedIdentity(body) && credentials is not null)
        {
            TranslateMember(credentials, "resourceId", context, findings);
            TranslateMember(credentials, "clientId", context, findings);
        }

        bool known = ConnectionRules.IsManagedIdentity(body) && credentials is not null;
        if (!context.Policy.Secrets.Mirror && ConnectionRules.HasCredentials(body) && !known)
        {
            findings.Add(new Finding(
                "SecretsOff", Credentials, ConnectionRules.AuthType(body)!,
                "The policy leaves secrets out, and the connection does not work without its own; set 'secrets.mirror' to true, leave the connection out by "
                + "'exclude' and make it by hand, or set 'properties.authType' and 'properties.credentials' by a patch in the policy."));
        }
    }

    private static void TranslateMember(JsonObject credentials, string member, KindContext context, ICollection<Finding> findings)
    {
        if (DocumentFields.GetText(credentials, member) is { Length: > 0 } identity)
        {
            credentials[member] = PolicyTranslator.TranslateIdentity($"{Credentials}.{member}", identity, context.Policy, findings);
        }
    }
}
