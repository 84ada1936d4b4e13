using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm.Schema;

/// <summary>The known fields of a resource's body and what is done with them on a write.</summary>
internal sealed class BodySchema
{
    // Set by ARM for every resource; a body may carry them back.
    private static readonly Field[] Envelope =
    [
        new("id", FieldKind.Any) { ReadOnly = true },
        new("name", FieldKind.Any) { ReadOnly = true },
        new("type", FieldKind.Any) { ReadOnly = true },
        new("systemData", FieldKind.Any) { ReadOnly = true },
        new("identity.principalId", FieldKind.Any) { ReadOnly = true },
        new("identity.tenantId", FieldKind.Any) { ReadOnly = true },
    ];

    private readonly Field[] _fields;
    private readonly Variant[] _variants;
    private readonly string[][] _paths;

    public BodySchema(IEnumerable<Field> fields, params Variant[] variants)
    {
        _fields = [.. fields];
        _variants = variants;
        _paths = [.. variants.Select(variant => variant.Path.Split('.'))];
        HasProvisioningState = _fields.Any(field => field.Path == "properties.provisioningState");
    }

    /// <summary>Whether the published type has <c>properties.provisioningState</c>.</summary>
    public bool HasProvisioningState { get; }

    /// <summary>Whether a body must have an object <c>properties</c>; when it need not, one without gets an empty one.</summary>
    public bool RequiresProperties { get; init; } = true;

    /// <summary>
    /// Checks a client's body and brings it into the form that is kept. Read-only fields are taken out (ARM asks providers to accept
    /// what a GET returned), or, when <paramref name="rejectReadOnly"/> says so, refused.
    /// </summary>
    public void Accept(JsonObject body, bool rejectReadOnly)
    {
        List<string> problems = [];
        if (!RequiresProperties && body["properties"] is null)
            body["properties"] = new JsonObject();
        if (body["properties"] is not JsonObject)
            problems.Add("The field 'properties' is required and must be an object.");
        else
            problems.AddRange(Problems(body, rejectReadOnly));
        if (problems.Count > 0)
            throw ArmException.User(400, "BadArgument", problems[0], problems);
        foreach (Field field in Fields(body).Where(field => field.ReadOnly).Concat(Envelope))
            JsonPath.Remove(body, field.Steps);
        if (body["identity"] is JsonObject identity && identity["userAssignedIdentities"] is JsonObject assigned)
        {
            foreach (string id in assigned.Select(entry => entry.Key).ToArray())
                assigned[id] = new JsonObject();
        }
    }

    /// <summary>Fills in what the service adds: defaults at creation, read-only values that exist already.</summary>
    public void Complete(JsonObject body, JsonObject? existing)
    {
        foreach (Field field in Fields(body))
        {
            if (JsonPath.Get(body, field.Steps) is not null || !ParentExists(body, field))
                continue;
            if (field.ReadOnly && existing is not null && JsonPath.Get(existing, field.Steps) is { } kept)
                JsonPath.Set(body, field.Steps, kept.DeepClone());
            else if (field.Default is not null)
                JsonPath.Set(body, field.Steps, JsonNode.Parse(field.Default));
        }
    }

    /// <summary>The first create-only field that differs between two completed bodies, null when none does.</summary>
    public string? FirstChangedImmutable(JsonObject existing, JsonObject body)
    {
        foreach (Field field in Fields(existing).Concat(Fields(body)))
        {
            if (field.CreateOnly && !JsonNode.DeepEquals(JsonPath.Get(existing, field.Steps), JsonPath.Get(body, field.Steps)))
                return field.Path;
        }

        return null;
    }

    /// <summary>
    /// Takes the secrets out of a completed body and returns them by path, together with those stored before that stay.
    /// <paramref name="written"/> tells whether the body brought any.
    /// </summary>
    public JsonObject? ExtractSecrets(JsonObject body, JsonObject? stored, out bool written)
    {
        JsonObject secrets = [];
        written = false;
        foreach (Field field in Fields(body).Where(field => field.Secret != SecretTrace.None))
        {
            JsonNode? value = JsonPath.Get(body, field.Steps);
            if (value is not null)
            {
                secrets[field.Path] = value.DeepClone();
                written = true;
            }
            else if (field.SecretStays && stored?[field.Path] is { } kept)
            {
                secrets[field.Path] = kept.DeepClone();
            }

            if (field.Secret == SecretTrace.Null && ParentExists(body, field))
                JsonPath.Set(body, field.Steps, null);
            else if (field.Secret == SecretTrace.Shell && value is JsonObject shown)
                JsonPath.Set(body, field.Steps, new JsonObject { ["secretsType"] = shown["secretsType"]?.DeepClone() });
            else
                JsonPath.Remove(body, field.Steps);
        }

        return secrets.Count > 0 ? secrets : null;
    }

    private static bool ParentExists(JsonObject body, Field field) => field.Steps.Length < 3 || JsonPath.Get(body, field.Steps[..^1]) is JsonObject;

    private IEnumerable<string> Problems(JsonObject body, bool rejectReadOnly)
    {
        for (int i = 0; i < _variants.Length; i++)
        {
            Variant variant = _variants[i];
            if (JsonPath.Get(body, _paths[i]) is JsonValue value && value.TryGetValue(out string? chosen) && !variant.Cases.ContainsKey(chosen))
                yield return $"The value '{chosen}' of the field '{variant.Path}' is not one of: {string.Join(", ", variant.Cases.Keys)}.";
        }

        foreach (Field field in Fields(body).Concat(Envelope))
        {
            JsonNode? value = JsonPath.Get(body, field.Steps);
            if (field.ReadOnly)
            {
                if (rejectReadOnly && value is not null)
                    yield return $"The field '{field.Path}' is read-only.";
            }
            else if (field.Check(value) is { } problem)
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<Field> Fields(JsonObject body)
    {
        foreach (Field field in _fields)
            yield return field;
        for (int i = 0; i < _variants.Length; i++)
        {
            if (JsonPath.Get(body, _paths[i]) is JsonValue value
                && value.TryGetValue(out string? chosen)
                && _variants[i].Cases.TryGetValue(chosen, out IReadOnlyList<Field>? fields))
            {
                foreach (Field field in fields)
                    yield return field;
            }
        }
    }
}
