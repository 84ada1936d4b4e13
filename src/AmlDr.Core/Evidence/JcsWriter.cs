using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Core.Failures;

namespace AmlDr.Core.Evidence;

/// <summary>
/// Writes JSON as the JSON Canonicalization Scheme (RFC 8785) asks: members in order of their names' UTF-16 code units, no white space, only what
/// must be escaped is. Everybody can repeat it, in any language. Numbers must be whole and below 2^53, which is all that evidence holds.
/// </summary>
internal static class JcsWriter
{
    private const long LargestNumber = 9_007_199_254_740_991;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a value.</summary>
    /// <exception cref="InvalidAssetException">It holds a number that is not whole, or a text that is no Unicode.</exception>
    public static byte[] Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        try
        {
            return Utf8.GetBytes(text.ToString());
        }
        catch (EncoderFallbackException exception)
        {
            throw new InvalidAssetException("A text holds half of a surrogate pair, which no canonical form can hold.", exception);
        }
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                AppendAll(text, '{', '}', members.OrderBy(member => member.Key, StringComparer.Ordinal), member =>
                {
                    AppendText(text, member.Key);
                    text.Append(':');
                    Append(text, member.Value);
                });
                break;
            case JsonArray items:
                AppendAll(text, '[', ']', items, item => Append(text, item));
                break;
            case JsonValue value when value.TryGetValue(out string? written):
                AppendText(text, written);
                break;
            case JsonValue value when value.TryGetValue(out bool truth):
                text.Append(truth ? "true" : "false");
                break;
            default:
                AppendNumber(text, node.ToJsonString());
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        string separator = "";
        foreach (T item in items)
        {
            text.Append(separator);
            append(item);
            separator = ",";
        }

        text.Append(close);
    }

    private static void AppendNumber(StringBuilder text, string number)
    {
        if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) || Math.Abs(whole) > LargestNumber)
        {
            throw new InvalidAssetException($"The number {number} is not a whole one below 2^53.");
        }

        text.Append(whole.ToString(CultureInfo.InvariantCulture));
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}
