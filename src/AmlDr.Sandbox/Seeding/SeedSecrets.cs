using System.Text;
using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Seeding;

/// <summary>Secrets that are planted so that they are found wherever they leak to: each holds the marker.</summary>
public static class SeedSecrets
{
    /// <summary>Stands in every planted secret and nowhere else. Letters and digits alone, which no way of escaping changes.</summary>
    public const string Marker = "Kanarienvogel0815";

    /// <summary>A secret, with the letters that ways of escaping do change.</summary>
    /// <param name="owner">What it belongs to.</param>
    public static string Text(string owner) => $"{Marker}+\"{owner}\"/é&=%";

    /// <summary>A secret that is base64, as keys of storage accounts are.</summary>
    /// <param name="owner">What it belongs to.</param>
    public static string Base64(string owner) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(owner)));

    internal static JsonObject OfDatastore(string type, params (string Name, string Secret)[] secrets)
    {
        JsonObject parts = new() { ["secretsType"] = type };
        foreach ((string name, string secret) in secrets)
            parts[name] = secret;
        return parts;
    }
}
