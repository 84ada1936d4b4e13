using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AmlDr.Azure.Exporting;

/// <summary>
/// Writes YAML that means the same to readers of YAML 1.1 (PyYAML, which the CLI uses) and 1.2: a text stands unquoted only when no reader can take
/// it for something else.
/// </summary>
internal static partial class CliYaml
{
    // What some reader takes for a truth value or for nothing.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "yes", "no", "on", "off", "y", "n", "null" };

    /// <summary>Writes a file.</summary>
    /// <param name="body">What it says.</param>
    /// <param name="comments">Lines that stand above it.</param>
    /// <returns>The text, lines ended by a line feed.</returns>
    public static string Write(JsonObject body, IEnumerable<string> comments)
    {
        var text = new StringBuilder();
        foreach (string comment in comments)
        {
            text.Append("# ").Append(OneLine(comment)).Append('\n');
        }

        using (var writer = new StringWriter(text, CultureInfo.InvariantCulture) { NewLine = "\n" })
        {
            var emitter = new Emitter(writer, EmitterSettings.Default.WithBestWidth(int.MaxValue).WithNewLine("\n"));
            emitter.Emit(new StreamStart());
            emitter.Emit(new DocumentStart(null, null, isImplicit: true));
            Emit(emitter, body);
            emitter.Emit(new DocumentEnd(isImplicit: true));
            emitter.Emit(new StreamEnd());
        }

        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case null:
                emitter.Emit(Plain("null"));
                break;
            case JsonObject members:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, members.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach ((string name, JsonNode? value) in members)
                {
                    emitter.Emit(Text(name));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray items:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (JsonNode? item in items)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                emitter.Emit(Text(value.GetValue<string>()));
                break;
            default:
                emitter.Emit(Plain(Scalar(node)));
                break;
        }
    }

    // YAML 1.1 wants a point and a sign in a number with an exponent, or takes it for a text.
    private static string Scalar(JsonNode value)
    {
        string text = value.ToJsonString();
        return text.Contains('e', StringComparison.OrdinalIgnoreCase) && double.TryParse(text, CultureInfo.InvariantCulture, out double number)
            ? number.ToString("0.0################E+0", CultureInfo.InvariantCulture)
            : text;
    }

    private static Scalar Text(string text) =>
        Harmless().IsMatch(text) && !Words.Contains(text)
            ? Plain(text)
            : new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true);

    private static Scalar Plain(string text) => new(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false);

    private static string OneLine(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' or '\u0085' ? ' ' : source[i];
        }
    });

    // A letter first, so that it is no number; a colon within a word only, so that it is no mapping.
    [GeneratedRegex(@"\A[A-Za-z_$]([A-Za-z0-9_./$-]|:(?=[A-Za-z0-9_/])|@(?=[A-Za-z]))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Harmless();
}
