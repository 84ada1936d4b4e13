using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace AmlDr.Azure.Policies;

/// <summary>Holds the structure of a policy file against its published schema.</summary>
internal static class PolicySchema
{
    /// <summary>The longest value that a fault repeats, in characters.</summary>
    private const int LongestShown = 100;

    private const string Resource = "policy.schema.json";
    private const string Definition = "#/definitions/";

    private static readonly Lazy<JsonSchema> Schema = new(Load);

    /// <summary>The schema as it is published.</summary>
    public static string Text
    {
        get
        {
            using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Checks a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>Every fault.</returns>
    public static IEnumerable<PolicyFault> Check(JsonObject policy)
    {
        string json = policy.ToJsonString();
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        var token = (JObject)JToken.Load(reader);
        ILookup<string, JToken> values = token.DescendantsAndSelf().Where(node => node is not JProperty).ToLookup(node => node.Path);

        // A value of the wrong type is in no enumeration either; the enumeration says more.
        return [.. Schema.Value.Validate(token).SelectMany(Leaves).GroupBy(error => error.Path)
            .Select(errors => Describe(errors.FirstOrDefault(error => error.Kind == ValidationErrorKind.NotInEnumeration) ?? errors.First(), values))];
    }

    // Errors inside lists and maps come wrapped. What one of several types asks for is told once, by the wrapper.
    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError { Kind: not ValidationErrorKind.NoTypeValidates } wrapper ? wrapper.Errors.Values.SelectMany(list => list).SelectMany(Leaves)
            : error is MultiTypeValidationError types && InsideOf(types) is { Length: > 0 } inside ? inside.SelectMany(Leaves)
            : [error];

    // An object where an object or null may stand: what is wrong with it, not that it is not null.
    private static ValidationError[] InsideOf(MultiTypeValidationError types) =>
        types.Errors.TryGetValue(JsonObjectType.Object, out ICollection<ValidationError>? errors)
            ? [.. errors.Where(error => error.Kind != ValidationErrorKind.ObjectExpected)]
            : [];

    private static PolicyFault Describe(ValidationError error, ILookup<string, JToken> values)
    {
        string place = error.Path is { Length: > 2 } whole ? whole[2..] : "";
        string path = place.Length == 0 ? "$" : place[0] == '[' ? "$" + place : "$." + place;
        return error.Kind switch
        {
            // The value of what nobody knows may be a secret.
            ValidationErrorKind.NoAdditionalPropertiesAllowed =>
                new PolicyFault(path, null, $"it is not a member here; known: {string.Join(", ", error.Schema.Properties.Keys.Order())}."),
            ValidationErrorKind.PropertyRequired =>
                new PolicyFault(path, null, $"it is missing. {error.Schema.Properties[error.Property].Description}"),
            _ => new PolicyFault(path, Show(values[place].FirstOrDefault()), Remedy(error)),
        };
    }

    private static string Remedy(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.NotInEnumeration => $"use one of {string.Join(", ", error.Schema.Enumeration)}.",
        ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberTooBig => $"use {error.Schema.Minimum} to {error.Schema.Maximum}.",
        ValidationErrorKind.StringExpected => "give a text.",
        ValidationErrorKind.StringTooShort => "give a text that is not empty.",
        ValidationErrorKind.BooleanExpected => "give true or false.",
        ValidationErrorKind.IntegerExpected => "give a whole number.",
        ValidationErrorKind.NumberExpected => "give a number.",
        ValidationErrorKind.ArrayExpected => "give a list: [ … ].",
        ValidationErrorKind.TooFewItems => "name at least one.",
        ValidationErrorKind.ObjectExpected => "give an object: { … }.",
        ValidationErrorKind.NoTypeValidates => "give an object, or null.",
        _ => $"{error.Kind}. {error.Schema?.Description}",
    };

    private static string? Show(JToken? token) =>
        token?.ToString(Formatting.None) is not { } text ? null : text.Length <= LongestShown ? text : text[..LongestShown] + "…";

    // The library resolves references asynchronously only; the file's own, which are all there are, are put in place here.
    private static JsonSchema Load()
    {
        JsonObject schema = JsonNode.Parse(Text)!.AsObject();
        var whole = (JsonObject)Resolve(schema, schema["definitions"]!.AsObject())!;
        return JsonConvert.DeserializeObject<JsonSchema>(whole.ToJsonString(), new JsonSerializerSettings
        {
            ContractResolver = JsonSchema.CreateJsonSerializerContractResolver(SchemaType.JsonSchema),
            MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        })!;
    }

    private static JsonNode? Resolve(JsonNode? node, JsonObject definitions) => node switch
    {
        JsonObject reference when reference["$ref"] is JsonValue name && name.TryGetValue(out string? text) =>
            Resolve(definitions[text[Definition.Length..]], definitions),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value, definitions)))),
        JsonArray items => new JsonArray([.. items.Select(item => Resolve(item, definitions))]),
        _ => node?.DeepClone(),
    };
}
