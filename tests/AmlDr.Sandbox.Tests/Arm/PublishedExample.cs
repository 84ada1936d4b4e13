using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Tests.Support;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>A published example with the operation it belongs to.</summary>
internal sealed class PublishedExample
{
    private static readonly Lazy<Dictionary<string, (string Method, string Path)>> Operations = new(FindOperations);

    private static readonly Lazy<List<PublishedExample>> Creations = new(() =>
        [.. Folders().SelectMany(FilesOf).Select(Read).Where(example => example is { Method: "PUT", Body: not null })]);

    private PublishedExample(string file, string method, string template, JsonObject parameters, JsonObject responses)
    {
        File = file;
        Method = method;
        Template = template;
        Parameters = parameters;
        Responses = responses;
    }

    /// <summary>The file, relative to <c>examples</c>.</summary>
    public string File { get; }

    public string Method { get; }

    public string Template { get; }

    public JsonObject Parameters { get; }

    public JsonObject Responses { get; }

    public JsonObject? Body => Parameters.FirstOrDefault(parameter => parameter.Value is JsonObject).Value?.AsObject();

    /// <summary>The address of the resource that the example is about, or that the list or action hangs on.</summary>
    public string ResourceTemplate => Template.EndsWith('}') ? Template : Template[..Template.LastIndexOf('/')];

    /// <summary>Whether it creates, changes or deletes a workspace, which the primary one shall not suffer.</summary>
    public bool IsAboutWorkspaces => ResourceTemplate.EndsWith("/workspaces/{workspaceName}", StringComparison.Ordinal) && Path.GetDirectoryName(File) == "Workspace";

    public bool IsAboutPrimaryWorkspace(string? workspace) => workspace is not null && ResourceTemplate.EndsWith("/workspaces/{workspaceName}", StringComparison.Ordinal);

    /// <summary>Every folder with examples of an operation.</summary>
    public static IReadOnlyList<string> Folders() =>
        [.. Operations.Value.Keys.Select(file => file[..file.LastIndexOf('/')]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>An example that creates what another is about: the one of the same name or folder, else the first. Null when none does.</summary>
    public static PublishedExample? CreationOf(PublishedExample example)
    {
        PublishedExample[] fitting = [.. Creations.Value.Where(creation => creation.Template == example.ResourceTemplate)];
        string name = Path.GetFileName(example.File);
        return fitting.FirstOrDefault(creation => Path.GetFileName(creation.File) == name)
            ?? fitting.FirstOrDefault(creation => Path.GetDirectoryName(creation.File) == Path.GetDirectoryName(example.File))
            ?? fitting.FirstOrDefault();
    }

    /// <summary>The resources that a resource stands in, outermost first; none for those of a location.</summary>
    public static IEnumerable<string> AncestorsOf(string resource)
    {
        string[] segments = resource.Split('/');
        int provider = Array.IndexOf(segments, "providers");
        if (provider < 0 || segments.Length <= provider + 2 || segments[provider + 2] == "locations")
            yield break;
        for (int end = provider + 4; end < segments.Length - 1; end += 2)
            yield return string.Join('/', segments[..end]);
    }

    public static PublishedExample Read(string file)
    {
        JsonObject example = (JsonObject)JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Facts.MachineLearning, "examples", file)))!;
        (string method, string path) = Operations.Value[file];
        return new PublishedExample(file, method, path, example["parameters"]!.AsObject(), example["responses"]!.AsObject());
    }

    /// <summary>The files of a folder below <c>examples</c>, relative to it, creations first and deletions last.</summary>
    public static IReadOnlyList<string> FilesOf(string folder)
    {
        string root = Path.Combine(Facts.MachineLearning, "examples");
        return
        [
            .. Directory.EnumerateFiles(Path.Combine(root, folder), "*.json", SearchOption.TopDirectoryOnly)
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Where(Operations.Value.ContainsKey)
                .OrderBy(file => file.Contains("create", StringComparison.Ordinal) ? 0 : file.EndsWith("delete.json", StringComparison.Ordinal) ? 2 : 1)
                .ThenBy(file => file, StringComparer.Ordinal),
        ];
    }

    /// <summary>The address, in the simulated subscription and group, and in the primary workspace unless the example is about workspaces.</summary>
    public string Address(string? workspace) => Address(workspace, Template);

    /// <summary>Another template with the example's own names.</summary>
    public string Address(string? workspace, string template) => Regex.Replace(template, @"\{(\w+)\}", match => match.Groups[1].Value switch
    {
        "subscriptionId" => WorldTopology.SubscriptionId,
        "resourceGroupName" => WorldTopology.ResourceGroup,
        "workspaceName" when workspace is not null => workspace,
        "location" => WorldTopology.PrimaryRegion,
        // Some examples have an address where an id belongs; the specified pattern of ids refuses that.
        var name when Parameters[name]!.ToString().Contains('/', StringComparison.Ordinal) => "published",
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
            JsonObject file = (JsonObject)JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Facts.MachineLearning, name)))!;
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
