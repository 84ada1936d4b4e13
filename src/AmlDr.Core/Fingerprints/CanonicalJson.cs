using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Core.Fingerprints;

/// <summary>
/// One spelling for equal JSON: object keys sorted by code unit, members that are null left out, no white space, numbers as written.
/// Two documents with the same canonical form mean the same to the service.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Writes the canonical form.</summary>
    /// <param name="node">The value; null is written as <c>null</c>.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Write(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteValue(writer, node);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The SHA-256 digest of the canonical form, in lower-case hexadecimal.</summary>
    /// <param name="node">The value.</param>
    /// <returns>64 characters.</returns>
    public static string Digest(JsonNode? node) => Convert.ToHexStringLower(SHA256.HashData(Write(node)));

    private static void WriteValue(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject members:
                writer.WriteStartObject();
                foreach ((string name, JsonNode? value) in members.Where(member => member.Value is not null)
                             .OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    WriteValue(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (JsonNode? item in items)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                node.WriteTo(writer, JsonSerializerOptions.Default);
                break;
        }
    }
}
