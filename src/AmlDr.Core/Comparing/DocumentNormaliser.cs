using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Comparing;

/// <summary>
/// Gives two documents that mean the same one spelling, so that what the service spells anew is no difference: resource identifiers in any case
/// (<c>facts/aml-rest.md</c> 1.1), regions in their short form, spans of time (<c>PT60S</c> is <c>PT1M</c>), numbers (<c>1.0</c> is <c>1</c>), and fields
/// that say what holds anyway (<see cref="PublishedDefaults"/>). The result is for comparing alone; it is never written.
/// </summary>
public static class DocumentNormaliser
{
    private static readonly FieldPath AssignedIdentities = FieldPath.Of("**.identity.userAssignedIdentities");

    /// <summary>Normalises the writable part of a document.</summary>
    /// <param name="body">The body, changed in place.</param>
    /// <param name="kind">Its kind.</param>
    public static void Normalise(JsonObject body, IAssetKind kind)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(kind);
        IReadOnlyList<FieldPath> durations = PublishedDurations.Of(kind.Name);
        DocumentWalker.ReplaceTexts(body, (place, text) =>
            durations.Any(path => path.Covers(place)) ? NormaliseDuration(text)
            : Covers(kind.Fields.Regions, place) ? text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()
            : HoldsIdentifier(kind.Fields, place) ? FoldIdentifier(text)
            : text);
        foreach (JsonObject identities in DocumentFields.Select(body, AssignedIdentities).OfType<JsonObject>())
        {
            FoldKeys(identities);
        }

        NormaliseNumbers(body);
        foreach (PublishedDefault standard in PublishedDefaults.Of(kind.Name))
        {
            DropDefault(body, standard, kind);
        }
    }

    private static bool Covers(IReadOnlyList<FieldPath> paths, IReadOnlyList<string> place) => paths.Any(path => path.Covers(place));

    private static bool HoldsIdentifier(KindFields fields, IReadOnlyList<string> place) =>
        fields.HoldsReference(place) || Covers(fields.Subnets, place) || Covers(fields.Identities, place) || Covers(fields.AttachedResources, place);

    // Paths of files keep their case: blob storage tells them apart.
    private static string FoldIdentifier(string text)
    {
        if (!ReferenceParser.TryParse(text, out AssetReference? reference))
        {
            return text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) ? text.ToLowerInvariant() : text;
        }

        return reference switch
        {
            DatastorePathReference path => FoldBut(text, path.Path),
            JobOutputReference output => FoldBut(text, output.Path),
            StorageReference storage => FoldBut(text, storage.Path),
            WebReference web => FoldUpTo(text, text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3)),
            WorkspaceAssetReference or WorkspaceChildReference or RegionalAssetReference or RegistryAssetReference or ShorthandReference => text.ToLowerInvariant(),
            _ => text,
        };
    }

    private static string FoldBut(string text, string rest) =>
        text.EndsWith(rest, StringComparison.Ordinal) ? FoldUpTo(text, text.Length - rest.Length) : text;

    private static string FoldUpTo(string text, int length) => length < 0 ? text.ToLowerInvariant() : text[..length].ToLowerInvariant() + text[length..];

    // Years and months have no fixed length, and what is no span at all is the service's matter.
    private static string NormaliseDuration(string text)
    {
        try
        {
            string days = text.Split('T', 2)[0];
            return days.Contains('Y', StringComparison.Ordinal) || days.Contains('M', StringComparison.Ordinal)
                ? text
                : XmlConvert.ToTimeSpan(text).Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return text;
        }
    }

    private static void FoldKeys(JsonObject members)
    {
        foreach ((string name, JsonNode? value) in members.ToArray())
        {
            string folded = name.ToLowerInvariant();
            if (folded != name && !members.ContainsKey(folded))
            {
                members.Remove(name);
                members[folded] = value?.DeepClone();
            }
        }
    }

    private static void NormaliseNumbers(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? child) in members.ToArray())
            {
                Step(child, number => members[name] = number);
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                int position = i;
                Step(items[i], number => items[position] = number);
            }
        }

        static void Step(JsonNode? child, Action<JsonNode> replace)
        {
            if (child is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
            {
                string text = value.ToJsonString();
                if (text.AsSpan().ContainsAny('.', 'e', 'E') && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
                {
                    // Dividing by one with many places drops the zeros at the end.
                    replace(JsonValue.Create(number / 1.0000000000000000000000000000m));
                }
            }
            else
            {
                NormaliseNumbers(child);
            }
        }
    }

    private static void DropDefault(JsonObject body, PublishedDefault standard, IAssetKind kind)
    {
        string name = standard.Path.Steps[^1];
        foreach (JsonObject parent in DocumentFields.Select(body, FieldPath.Of(string.Join('.', standard.Path.Steps.SkipLast(1)))).OfType<JsonObject>())
        {
            if (parent[name] is { } stands && Holds(parent, standard) && CanonicalJson.Write(stands).AsSpan().SequenceEqual(Spelling(standard, kind)))
            {
                parent.Remove(name);
            }
        }
    }

    private static bool Holds(JsonObject parent, PublishedDefault standard)
    {
        if (standard.WhenMember is not { } member)
        {
            return true;
        }

        JsonObject? holder = member.StartsWith('^') ? parent.Parent as JsonObject : parent;
        return string.Equals(DocumentFields.GetText(holder, member.TrimStart('^')), standard.WhenValue, StringComparison.OrdinalIgnoreCase);
    }

    // A default that is a span of time is compared in the spelling that spans were given.
    private static byte[] Spelling(PublishedDefault standard, IAssetKind kind)
    {
        JsonNode value = JsonNode.Parse(standard.Value)!;
        bool isSpan = PublishedDurations.Of(kind.Name).Any(path => path.Covers(standard.Path.Steps));
        return CanonicalJson.Write(isSpan ? JsonValue.Create(NormaliseDuration(value.GetValue<string>())) : value);
    }
}
