using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Options;
using Microsoft.Extensions.Options;

namespace AmlDr.Functions.Security;

/// <summary>The contract of the HTTP API as OpenAPI 3.1, made from the functions' attributes, their rules and the types that they answer with.</summary>
public sealed partial class OpenApiDocument
{
    private const string KeyScheme = "functionKey";
    private const string TokenScheme = "entraId";
    private const string ProblemType = "application/problem+json";
    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = MakeOptional };
    private readonly AccessTable _table;
    private readonly bool _usesTokens;
    private readonly Lazy<string> _text;

    /// <summary>Prepares the document.</summary>
    /// <param name="table">The rules.</param>
    /// <param name="options">The settings.</param>
    public OpenApiDocument(AccessTable table, IOptions<AmlDrOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _table = table;
        _usesTokens = options.Value.Security.Mode == AuthorizationMode.EntraId;
        _text = new Lazy<string>(() => Make(HttpFunction.In(typeof(OpenApiDocument).Assembly)).ToJsonString());
    }

    /// <summary>The document of this app.</summary>
    public string Text => _text.Value;

    private JsonObject Make(IEnumerable<HttpFunction> functions)
    {
        var paths = new JsonObject();
        foreach (HttpFunction function in functions)
        {
            // A function without a rule is closed, so it is no part of the contract.
            if (_table.TryGet(function.Name, out AccessRule? rule))
            {
                string path = "/" + Constraint().Replace(function.Route, "{$1}");
                JsonObject operations = paths[path]?.AsObject() ?? [];
                paths[path] = operations;
                foreach (string method in function.Methods)
                {
                    operations[method] = Operation(function, rule);
                }
            }
        }

        var schemes = new JsonObject { [KeyScheme] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" } };
        var requirement = new JsonObject { [KeyScheme] = new JsonArray() };
        if (_usesTokens)
        {
            schemes[TokenScheme] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" };
            requirement[TokenScheme] = new JsonArray();
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "AmlDr",
                ["version"] = typeof(OpenApiDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }),
            ["security"] = new JsonArray(requirement),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = schemes,
                ["schemas"] = new JsonObject { ["Problem"] = Problem() },
                ["responses"] = new JsonObject
                {
                    ["Problem"] = new JsonObject
                    {
                        ["description"] = "Why not, with the field, the value and the remedy.",
                        ["content"] = new JsonObject { [ProblemType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } } },
                    },
                },
            },
        };
    }

    private static JsonObject Operation(HttpFunction function, AccessRule rule)
    {
        var parameters = new JsonArray();
        foreach (Match name in Constraint().Matches(function.Route))
        {
            parameters.Add(new JsonObject
            {
                ["name"] = name.Groups[1].Value, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" },
            });
        }

        foreach ((string name, string description) in rule.Query)
        {
            parameters.Add(new JsonObject
            {
                ["name"] = name, ["in"] = "query", ["description"] = description, ["schema"] = new JsonObject { ["type"] = "string" },
            });
        }

        var operation = new JsonObject
        {
            ["operationId"] = function.Name,
            ["summary"] = rule.Summary,
            ["x-amldr-role"] = rule.Role.ClaimValue(),
            ["parameters"] = parameters,
            ["responses"] = Responses(rule),
        };
        if (rule.Body is not null)
        {
            operation["requestBody"] = new JsonObject { ["required"] = !rule.BodyIsOptional, ["content"] = Content(["application/json"], BodyGuard.Strict, rule.Body) };
        }

        return operation;
    }

    private static JsonObject Responses(AccessRule rule)
    {
        var responses = new JsonObject
        {
            [rule.Success.ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = rule.Summary, ["content"] = Content(rule.MediaTypes, ControlStoreClient.Json, rule.Answer, rule.OtherForm),
            },
        };
        foreach ((int status, string meaning) in rule.OtherAnswers)
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["description"] = meaning };
        }

        if (rule.Starts)
        {
            responses["429"] = new JsonObject
            {
                ["description"] = "Too many starts; Retry-After says when to try again.",
                ["headers"] = new JsonObject { ["Retry-After"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "integer" } } },
            };
        }

        responses["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
        return responses;
    }

    private static JsonObject Content(IEnumerable<string> mediaTypes, JsonSerializerOptions spelling, params Type?[] forms)
    {
        var content = new JsonObject();
        JsonNode[] schemas = [.. forms.OfType<Type>().Select(type => SchemaOf(type, spelling))];
        foreach (string mediaType in mediaTypes)
        {
            content[mediaType] = mediaType != "application/json" || schemas.Length == 0 ? []
                : new JsonObject { ["schema"] = schemas.Length == 1 ? schemas[0] : new JsonObject { ["anyOf"] = new JsonArray(schemas) } };
        }

        return content;
    }

    /// <summary>
    /// The schema of a type. Where a type occurs a second time the exporter points to the first, by the place in this schema, which is another one in
    /// the document: what is pointed to is put there instead. The types of the API hold no type within itself.
    /// </summary>
    private static JsonNode SchemaOf(Type type, JsonSerializerOptions spelling)
    {
        // Options that nothing was written with yet know no types, and the exporter does not teach them any.
        spelling.MakeReadOnly(populateMissingResolver: true);
        JsonNode root = spelling.GetJsonSchemaAsNode(type, Exporting);
        return Resolve(root.DeepClone(), root, []);
    }

    private static JsonNode Resolve(JsonNode schema, JsonNode root, IReadOnlyList<string> within)
    {
        if (schema is JsonObject pointing && (string?)pointing["$ref"] is { } place)
        {
            if (within.Contains(place))
            {
                throw new InvalidOperationException($"A type of the API holds itself ({place}), which the contract cannot say.");
            }

            // As in RFC 6901, behind '#'.
            JsonNode target = place.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
                .Aggregate(root, (node, part) => node is JsonArray items ? items[int.Parse(part, CultureInfo.InvariantCulture)]! : node[part]!);
            return Resolve(target.DeepClone(), root, [.. within, place]);
        }

        switch (schema)
        {
            case JsonObject node:
                foreach ((string name, JsonNode? member) in node.ToArray())
                {
                    node[name] = member is null ? null : Resolve(member.DeepClone(), root, within);
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    items[i] = items[i] is { } item ? Resolve(item.DeepClone(), root, within) : null;
                }

                break;
        }

        return schema;
    }

    /// <summary>A member that may be null is left out when it is, so it is not required.</summary>
    private static JsonNode MakeOptional(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject node && node["required"] is JsonArray required && node["properties"] is JsonObject properties)
        {
            string[] always = [.. required.Select(name => (string)name!).Where(name => !AllowsNull(properties[name]!))];
            node["required"] = new JsonArray([.. always.Select(name => (JsonNode)name)]);
        }

        return schema;
    }

    private static bool AllowsNull(JsonNode schema) =>
        schema is JsonObject node
        && (node["type"] is JsonArray types ? types.Any(type => (string?)type == "null") : node["enum"] is JsonArray values && values.Any(value => value is null));

    private static JsonObject Problem()
    {
        JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("type", "title", "status", "detail", "instance"),
            ["properties"] = new JsonObject
            {
                ["type"] = Text("urn:amldr:problem: and the kind of fault."),
                ["title"] = Text("The kind of fault in a few words."),
                ["status"] = new JsonObject { ["type"] = "integer", ["description"] = "The HTTP status." },
                ["detail"] = Text("What is wrong this time, and the remedy."),
                ["instance"] = Text("The path of the request."),
            },
        };
    }

    /// <summary>A parameter of a route: <c>{name}</c>, with a constraint or not.</summary>
    [GeneratedRegex(@"\{\*{0,2}([A-Za-z0-9]+)[^}]*\}")]
    private static partial Regex Constraint();
}
