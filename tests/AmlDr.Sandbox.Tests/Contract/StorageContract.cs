using System.Text.Json.Nodes;
using System.Xml.Linq;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Contract;

/// <summary>The published operations of the blob service, or of the file service, with the answers, headers and XML they may give.</summary>
internal sealed class StorageContract
{
    // The specification calls these required; the service leaves them out unless deleted blobs or snapshots are asked for, as its
    // documentation's samples show.
    private static readonly HashSet<string> OptionalInPractice = ["Deleted", "Snapshot", "x-ms-date"];

    // Sent by every service or by HTTP itself, or with an error; not listed operation by operation.
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "x-ms-request-id", "x-ms-version", "x-ms-client-request-id", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Retry-After",
        // Returned by the service and declared for some operations only.
        "x-ms-delete-type-permanent", "Accept-Ranges", "x-ms-creation-time",
    };

    private static readonly Lazy<StorageContract> LoadedBlobs = new(() => new StorageContract("Microsoft.BlobStorage/stable/2024-08-04/blob.json"));

    private static readonly Lazy<StorageContract> LoadedFiles = new(() => new StorageContract("Microsoft.FileStorage/stable/2024-08-04/file.json"));

    private readonly JsonObject _file;

    private StorageContract(string path) =>
        _file = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Facts.OpenApi, "specification/storage/data-plane", path)))!;

    public static StorageContract Blobs => LoadedBlobs.Value;

    public static StorageContract Files => LoadedFiles.Value;

    public void Check(string key, string method, int status, IReadOnlyList<string> headers, string body)
    {
        JsonObject operation = _file["x-ms-paths"]![key]?[method.ToLowerInvariant()]?.AsObject()
            ?? throw new ContractViolationException($"The specification has no operation {method} {key}.");
        string id = operation["operationId"]!.ToString();
        if (status >= 400 || status == 304)
        {
            CheckError(id, status, headers, body);
            return;
        }

        JsonObject answer = operation["responses"]![status.ToString(System.Globalization.CultureInfo.InvariantCulture)]?.AsObject()
            ?? throw new ContractViolationException($"{id}: the specification has no answer {status}.");
        HashSet<string> declared = new(answer["headers"]?.AsObject().Select(header => header.Key) ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (string name in headers)
        {
            if (!declared.Contains(name) && !Common.Contains(name) && !name.StartsWith("x-ms-meta-", StringComparison.OrdinalIgnoreCase))
                throw new ContractViolationException($"{id}: the answer {status} has the header {name}, which is not specified.");
        }

        if (answer["schema"] is JsonObject schema && schema["$ref"] is { } reference)
            CheckElement(id, reference.ToString()["#/definitions/".Length..], XElement.Parse(body));
    }

    private void CheckError(string id, int status, IReadOnlyList<string> headers, string body)
    {
        if (!headers.Contains("x-ms-error-code", StringComparer.OrdinalIgnoreCase))
            throw new ContractViolationException($"{id}: the error {status} lacks the header x-ms-error-code.");
        if (body.Length == 0)
            return;
        XElement error = XElement.Parse(body);
        if (error.Name != "Error" || error.Element("Code") is null || error.Element("Message") is null)
            throw new ContractViolationException($"{id}: the error's body is {body}.");
    }

    private void CheckElement(string id, string definitionName, XElement element)
    {
        JsonObject definition = _file["definitions"]![definitionName]!.AsObject();
        JsonObject properties = definition["properties"]?.AsObject() ?? [];
        bool open = definition["additionalProperties"] is not null;
        HashSet<string> seen = [];
        foreach ((string property, JsonNode? node) in properties)
        {
            JsonObject schema = node!.AsObject();
            foreach (XElement child in Children(element, property, schema))
            {
                seen.Add(child.Name.LocalName);
                if (Reference(schema) is { } inner)
                    CheckElement(id, inner, child);
                if (schema["type"]?.ToString() != "array")
                    continue;
                foreach (XElement item in IsWrapped(schema) ? child.Elements() : [child])
                    CheckElement(id, Reference(schema["items"]!.AsObject())!, item);
            }

            bool required = definition["required"]?.AsArray().Any(name => name!.ToString() == property) == true;
            bool present = element.Attribute(XmlName(property, schema)) is not null || Children(element, property, schema).Any();
            if (required && !present && !OptionalInPractice.Contains(property) && schema["type"]?.ToString() != "array")
                throw new ContractViolationException($"{id}: <{element.Name}> lacks {property}: {element}");
        }

        // A page of blobs mixes two arrays that are not wrapped; their elements carry the items' own names.
        foreach (XElement child in element.Elements())
        {
            if (!open && !seen.Contains(child.Name.LocalName))
                throw new ContractViolationException($"{id}: <{element.Name}> has <{child.Name}>, which is not specified.");
        }
    }

    private IEnumerable<XElement> Children(XElement element, string property, JsonObject schema)
    {
        string name = XmlName(property, schema);
        if (schema["type"]?.ToString() == "array" && !IsWrapped(schema))
            name = XmlName(Reference(schema["items"]!.AsObject())!, Definition(schema["items"]!.AsObject()));
        else if (Reference(schema) is { } inner && Definition(schema)["xml"]?["name"] is { } own && element.Element(own.ToString()) is not null)
            name = own.ToString();
        return element.Elements(name);
    }

    private static bool IsWrapped(JsonObject schema) => schema["xml"]?["wrapped"]?.GetValue<bool>() == true;

    private static string XmlName(string property, JsonObject schema) => schema["xml"]?["name"]?.ToString() ?? property;

    private static string? Reference(JsonObject schema) => schema["$ref"]?.ToString()["#/definitions/".Length..];

    private JsonObject Definition(JsonObject schema) => _file["definitions"]![Reference(schema)!]!.AsObject();
}
