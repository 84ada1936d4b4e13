using System.Text.Json.Nodes;
using NJsonSchema;

namespace AmlDr.Sandbox.Tests.Contract;

/// <summary>
/// Swagger files made into one JSON schema: references across files followed, <c>allOf</c> flattened, discriminators turned into
/// alternatives, <c>x-nullable</c> into null types. What a definition forbids as an additional property stays forbidden.
/// </summary>
internal sealed class SwaggerBundle
{
    // The published example of a data container carries 'UriFile', which this enumeration does not have.
    private static readonly HashSet<string> ContradictedByExamples = ["DataType"];

    private readonly Dictionary<string, JsonObject> _files = new(StringComparer.Ordinal);
    private readonly JsonObject _definitions = [];
    private readonly Queue<(string File, string Name)> _open = [];
    private JsonSchema? _schema;

    /// <summary>The parsed file.</summary>
    public JsonObject Load(string path)
    {
        path = Path.GetFullPath(path);
        if (!_files.TryGetValue(path, out JsonObject? file))
            _files[path] = file = (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;
        return file;
    }

    /// <summary>Adds a response's schema and returns the key to validate by.</summary>
    public string Add(string path, JsonObject schema)
    {
        string key = "root" + _definitions.Count;
        _definitions[key] = Convert(Path.GetFullPath(path), schema);
        while (_open.TryDequeue(out (string File, string Name) next))
            _definitions[KeyOf(next.File, next.Name)] = Define(next.File, next.Name);
        return key;
    }

    /// <summary>Call once after the last <see cref="Add"/>.</summary>
    public async Task CompileAsync()
    {
        JsonObject document = new() { ["definitions"] = _definitions };
        _schema = await JsonSchema.FromJsonAsync(document.ToJsonString());
    }

    /// <summary>What is wrong with a document, empty when nothing is.</summary>
    public IReadOnlyList<string> Validate(string key, string json) =>
        [.. _schema!.Definitions[key].Validate(json).Select(error => $"{error.Path}: {error.Kind}")];

    private static string KeyOf(string file, string name) => $"{Path.GetFileNameWithoutExtension(file)}_{file.GetHashCode(StringComparison.Ordinal):x}_{name}";

    private (string File, string Name) Resolve(string file, string reference)
    {
        string[] parts = reference.Split('#');
        string target = parts[0].Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, parts[0]));
        return (target, parts[1]["/definitions/".Length..]);
    }

    private JsonObject Definition(string file, string name) => (JsonObject)Load(file)["definitions"]![name]!;

    private JsonObject Define(string file, string name)
    {
        JsonObject definition = Definition(file, name);
        (string File, string Name, JsonObject Definition)[] cases = [.. Derived(file, name).Where(item => item.Definition["x-ms-discriminator-value"] is not null)];
        if (Discriminator(file, definition) is not { } discriminator || cases.Length == 0)
            return Convert(file, definition, Own(definition, Discriminator(file, definition)));
        return new JsonObject
        {
            ["anyOf"] = new JsonArray([.. cases.Select(item => (JsonNode)Convert(item.File, item.Definition, Own(item.Definition, discriminator)))]),
        };
    }

    private static (string, string)? Own(JsonObject definition, string? discriminator) =>
        discriminator is not null && definition["x-ms-discriminator-value"] is { } value ? (discriminator, value.ToString()) : null;

    private string? Discriminator(string file, JsonObject definition)
    {
        if (definition["discriminator"] is { } own)
            return own.ToString();
        foreach (JsonObject parent in Parents(definition))
        {
            (string parentFile, string parentName) = Resolve(file, parent["$ref"]!.ToString());
            if (Discriminator(parentFile, Definition(parentFile, parentName)) is { } inherited)
                return inherited;
        }

        return null;
    }

    private static IEnumerable<JsonObject> Parents(JsonObject definition) =>
        (definition["allOf"] as JsonArray)?.Select(item => item!.AsObject()).Where(item => item.ContainsKey("$ref")) ?? [];

    /// <summary>The definition itself and all that derive from it, in the same file.</summary>
    private IEnumerable<(string File, string Name, JsonObject Definition)> Derived(string file, string name)
    {
        foreach ((string candidate, JsonNode? node) in (JsonObject)Load(file)["definitions"]!)
        {
            JsonObject definition = node!.AsObject();
            if (candidate == name || DerivesFrom(file, definition, (file, name)))
                yield return (file, candidate, definition);
        }
    }

    private bool DerivesFrom(string file, JsonObject definition, (string, string) ancestor) => Parents(definition).Any(parent =>
    {
        (string File, string Name) target = Resolve(file, parent["$ref"]!.ToString());
        return target == ancestor || DerivesFrom(target.File, Definition(target.File, target.Name), ancestor);
    });

    private JsonObject Convert(string file, JsonObject schema, (string Property, string Value)? discriminated = null)
    {
        bool nullable = schema["x-nullable"]?.GetValue<bool>() == true;
        if (schema["$ref"] is { } reference)
        {
            (string File, string Name) target = Resolve(file, reference.ToString());
            string key = KeyOf(target.File, target.Name);
            if (!_definitions.ContainsKey(key))
            {
                _definitions[key] = new JsonObject();
                _open.Enqueue(target);
            }

            JsonObject link = new() { ["$ref"] = "#/definitions/" + key };
            return nullable ? new JsonObject { ["oneOf"] = new JsonArray(link, new JsonObject { ["type"] = "null" }) } : link;
        }

        JsonObject result = [];
        if (schema["type"]?.ToString() is { } type)
            result["type"] = nullable ? new JsonArray(type, "null") : type;
        if (schema["enum"] is JsonArray values && !ContradictedByExamples.Contains(schema["x-ms-enum"]?["name"]?.ToString() ?? string.Empty))
            result["enum"] = new JsonArray([.. values.Select(value => value!.DeepClone()), .. nullable ? new JsonNode?[] { null } : []]);
        if (schema["format"]?.ToString() == "date-time")
            result["format"] = "date-time";
        if (schema["items"] is JsonObject items)
            result["items"] = Convert(file, items);
        if (schema["additionalProperties"] is JsonObject additional)
            result["additionalProperties"] = Convert(file, additional);
        JsonObject properties = [];
        HashSet<string> required = [];
        bool closed = Flatten(file, schema, properties, required);
        if (discriminated is { } own)
            properties[own.Property] = new JsonObject { ["enum"] = new JsonArray(own.Value) };
        if (properties.Count > 0)
        {
            result["properties"] = properties;
            if (closed)
                result["additionalProperties"] = false;
        }

        if (required.Count > 0)
            result["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        return result;
    }

    /// <summary>Collects own and inherited properties; true when additional ones are forbidden.</summary>
    private bool Flatten(string file, JsonObject schema, JsonObject properties, HashSet<string> required)
    {
        bool closed = schema["additionalProperties"] is JsonValue value && !value.GetValue<bool>();
        foreach (JsonObject parent in Parents(schema))
        {
            (string parentFile, string parentName) = Resolve(file, parent["$ref"]!.ToString());
            closed |= Flatten(parentFile, Definition(parentFile, parentName), properties, required);
        }

        foreach ((string name, JsonNode? property) in schema["properties"]?.AsObject() ?? [])
            properties[name] = Convert(file, property!.AsObject());
        foreach (JsonNode? name in schema["required"]?.AsArray() ?? [])
            required.Add(name!.ToString());
        return closed;
    }
}
