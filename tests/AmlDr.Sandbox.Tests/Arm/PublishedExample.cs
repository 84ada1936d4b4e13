using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Tests.Support;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>A published example with the operation it belongs to.</summary>
internal sealed class PublishedExample
{
    private static readonly Lazy<Dictionary<string, (string Method, string Path)>> Operations = new(FindOperations);

    private PublishedExample(string method, string template, JsonObject parameters, JsonObject responses)
    {
        Method = method;
        Template = template;
        Parameters = parameters;
        Responses = responses;
    }

    public string Method { get; }

    public string Template { get; }

    public JsonObject Parameters { get; }

    public JsonObject Responses { get; }

    public JsonObject? Body => Parameters.FirstOrDefault(parameter => parameter.Value is JsonObject).Value?.AsObject();

    public static PublishedExample Read(string file)
    {
        JsonObject example = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Facts.MachineLearning, "examples", file)))!;
        (string method, string path) = Operations.Value[file];
        return new PublishedExample(method, path, example["parameters"]!.AsObject(), example["responses"]!.AsObject());
    }

    /// <summary>The files of a folder below <c>examples</c>, relative to it, creations first and deletions last.</summary>
    public static IReadOnlyList<string> FilesOf(string folder)
    {
        string root = Path.Combine(Facts.MachineLearning, "examples");
        return
        [
            .. Directory.EnumerateFiles(Path.Combine(root, folder), "*.json", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .OrderBy(file => file.Contains("create", StringComparison.Ordinal) ? 0 : file.EndsWith("delete.json", StringComparison.Ordinal) ? 2 : 1)
                .ThenBy(file => file, StringComparer.Ordinal),
        ];
    }

    /// <summary>The address, in the simulated subscription and group, and in the primary workspace unless the example is about workspaces.</summary>
    public string Address(string? workspace) => Regex.Replace(Template, @"\{(\w+)\}", match => match.Groups[1].Value switch
    {
        "subscriptionId" => WorldTopology.SubscriptionId,
        "resourceGroupName" => WorldTopology.ResourceGroup,
        "workspaceName" when workspace is not null => workspace,
        var name => Parameters[name]!.ToString(),
    });

    /// <summary>The query parameters besides api-version.</summary>
    public string Query() => string.Join('&', Parameters
        .Where(parameter => parameter.Key != "api-version" && parameter.Value is not JsonObject && !Template.Contains($"{{{parameter.Key}}}", StringComparison.Ordinal))
        .SelectMany(parameter => parameter.Value is JsonArray values ? values.Select(value => (parameter.Key, Value: value)) : [(parameter.Key, parameter.Value)])
        .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value!.ToString())}"));

    private static Dictionary<string, (string Method, string Path)> FindOperations()
    {
        Dictionary<string, (string, string)> found = new(StringComparer.Ordinal);
        foreach (string name in (string[])["mfe.json", "machineLearningServices.json"])
        {
            JsonObject file = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Facts.MachineLearning, name)))!;
            foreach ((string path, JsonNode? methods) in file["paths"]!.AsObject())
            {
                foreach ((string method, JsonNode? operation) in methods!.AsObject().Where(entry => entry.Key != "parameters"))
                {
                    foreach ((_, JsonNode? example) in operation!["x-ms-examples"]?.AsObject() ?? [])
                        found[example!["$ref"]!.ToString().Replace("./examples/", string.Empty, StringComparison.Ordinal)] = (method.ToUpperInvariant(), path);
                }
            }
        }

        return found;
    }
}
