using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AmlDr.Azure.Policies;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Tests.Policies;

/// <summary>Holds the schema, the model and the page together: the same members with the same defaults.</summary>
public class PolicyDocumentationTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(PolicySchema.Text)!.AsObject();

    [Fact]
    public void Schema_Embedded_IsThePublishedOne() => Assert.Equal(Repository.Read("docs", "policy.schema.json"), PolicySchema.Text);

    [Fact]
    public void Schema_Members_AreThoseOfTheModel() =>
        Assert.Equal(ModelMembers(typeof(PairPolicy), "").Order(), Members().Select(member => member.Path).Where(path => path != "$schema").Order());

    [Fact]
    public void Schema_Defaults_AreThoseOfTheModel()
    {
        JsonNode model = JsonSerializer.SerializeToNode(PairPolicy.Default, PolicyReader.Format)!;
        (string Path, JsonObject Schema)[] withDefault = [.. Members().Where(member => member.Schema.ContainsKey("default"))];

        Assert.True(withDefault.Length > 20, $"Only {withDefault.Length} members have a default.");
        Assert.All(withDefault, member => Assert.Equal(Show(member.Schema["default"]), Show(At(model, member.Path))));
    }

    [Fact]
    public void Schema_Kinds_AreTheKnownOnes() =>
        Assert.Equal(
            KindCatalog.CreateDefault().All.Select(kind => kind.Name).Order(),
            Schema["definitions"]!["kind"]!["enum"]!.AsArray().Select(kind => (string)kind!).Order());

    [Fact]
    public void Page_Table_NamesEveryMemberWithItsDefault()
    {
        Dictionary<string, string> rows = Repository.Read("docs", "policy.md").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Count(letter => letter == '|') == 4)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2].Trim('`'));

        Assert.Equal(Members().Select(member => member.Path).Order(), rows.Keys.Order());
        Assert.All(Members(), member => Assert.Equal(member.Schema.TryGetPropertyValue("default", out JsonNode? value) ? Show(value) : "–", rows[member.Path]));
    }

    private static IEnumerable<(string Path, JsonObject Schema)> Members() => Members(Schema, "");

    private static IEnumerable<(string Path, JsonObject Schema)> Members(JsonObject schema, string path)
    {
        foreach ((string name, JsonNode? node) in schema["properties"] as JsonObject ?? [])
        {
            JsonObject member = node!.AsObject();
            yield return (path + name, member);
            JsonObject below = Follow(member);
            foreach ((string Path, JsonObject Schema) inner in below["items"] is JsonObject item ? Members(Follow(item), $"{path}{name}[].") : Members(below, $"{path}{name}."))
            {
                yield return inner;
            }
        }
    }

    private static JsonObject Follow(JsonObject schema) =>
        (string?)schema["$ref"] is { } reference ? Schema["definitions"]![reference.Split('/')[^1]]!.AsObject() : schema;

    private static IEnumerable<string> ModelMembers(Type type, string path)
    {
        foreach (JsonPropertyInfo property in PolicyReader.Format.GetTypeInfo(type).Properties.Where(property => property.Set is not null || type != typeof(PairPolicy)))
        {
            yield return path + property.Name;
            JsonTypeInfo info = PolicyReader.Format.GetTypeInfo(property.PropertyType);
            (Type inner, string step) = info.Kind == JsonTypeInfoKind.Enumerable ? (info.ElementType!, "[].") : (property.PropertyType, ".");
            if (inner.Namespace == typeof(PairPolicy).Namespace && !inner.IsEnum)
            {
                foreach (string below in ModelMembers(inner, $"{path}{property.Name}{step}"))
                {
                    yield return below;
                }
            }
        }
    }

    private static JsonNode? At(JsonNode node, string path) => path.Split('.').Aggregate((JsonNode?)node, (inner, step) => inner![step]);

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "null";
}
