using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>
/// Reads <c>host.json</c> and <c>local.settings.json</c> as the Functions host and its Core Tools do: the first becomes the section
/// <c>AzureFunctionsJobHost</c>, the <c>Values</c> of the second become settings that environment variables override.
/// </summary>
internal static class HostFiles
{
    public const string HostSection = "AzureFunctionsJobHost";
    public const string LocalHttpPort = "EmbeddedHost:LocalHttpPort";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="HostConfigurationException">A file is not JSON, or its values are encrypted.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> ReadHostJson(string contentRoot)
    {
        List<KeyValuePair<string, string?>> settings = [];
        using JsonDocument? document = Read(Path.Combine(contentRoot, "host.json"));
        if (document is null)
        {
            return settings;
        }

        Flatten(document.RootElement, HostSection, settings);
        if (document.RootElement.TryGetProperty("logging", out JsonElement logging) && logging.TryGetProperty("logLevel", out JsonElement levels))
        {
            // The Functions host calls the default category 'default' in any case; .NET calls it 'Default'.
            foreach (JsonProperty level in levels.EnumerateObject().Where(l => l.Value.ValueKind == JsonValueKind.String))
            {
                string category = string.Equals(level.Name, "default", StringComparison.OrdinalIgnoreCase) ? "Default" : level.Name;
                settings.Add(new(ConfigurationPath.Combine("Logging", "LogLevel", category), level.Value.GetString()));
            }
        }

        return settings;
    }

    /// <exception cref="HostConfigurationException">The file is not JSON, or its values are encrypted.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> ReadLocalSettings(string contentRoot)
    {
        string path = Path.Combine(contentRoot, "local.settings.json");
        List<KeyValuePair<string, string?>> settings = [];
        using JsonDocument? document = Read(path);
        if (document is null)
        {
            return settings;
        }

        if (document.RootElement.TryGetProperty("IsEncrypted", out JsonElement encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new HostConfigurationException([$"'{path}' says IsEncrypted: true. Decrypt it with 'func settings decrypt', or set the values as environment variables."]);
        }

        if (document.RootElement.TryGetProperty("Values", out JsonElement values))
        {
            foreach (JsonProperty value in values.EnumerateObject())
            {
                settings.Add(new(value.Name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), TextOf(value.Value)));
            }
        }

        if (document.RootElement.TryGetProperty("Host", out JsonElement host) && host.TryGetProperty("LocalHttpPort", out JsonElement port))
        {
            settings.Add(new(LocalHttpPort, TextOf(port)));
        }

        return settings;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static JsonDocument? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new HostConfigurationException([$"'{path}' is a JSON {document.RootElement.ValueKind}. It must be an object."]);
        }
        catch (JsonException exception)
        {
            throw new HostConfigurationException([$"'{path}' is not JSON: {exception.Message} Correct the file."]);
        }
    }

    private static void Flatten(JsonElement element, string path, List<KeyValuePair<string, string?>> settings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Flatten(property.Value, ConfigurationPath.Combine(path, property.Name), settings);
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Flatten(item, ConfigurationPath.Combine(path, FormattableString.Invariant($"{index++}")), settings);
                }

                break;
            case JsonValueKind.Null:
                settings.Add(new(path, null));
                break;
            default:
                settings.Add(new(path, TextOf(element)));
                break;
        }
    }
}
