using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>
/// A resource type as data: what its documents hold, how it is listed, written and deleted, and what can be done with it. The generic
/// code serves any type that has a descriptor.
/// </summary>
internal sealed class ResourceDescriptor
{
    /// <summary>The whole type, for example <c>Microsoft.MachineLearningServices/workspaces/models/versions</c>.</summary>
    public required string Type { get; init; }

    public required BodySchema Schema { get; init; }

    /// <summary>Names of AML assets are case-sensitive by the specification; all other names are not.</summary>
    public bool CaseSensitiveNames { get; init; }

    /// <summary>Pattern of the name, enforced on PUT.</summary>
    public Regex? NamePattern { get; init; }

    /// <summary>Further rule on the name: says what is wrong, null when nothing is.</summary>
    public Func<string, string?>? NameRule { get; init; }

    public ListFeatures List { get; init; } = ListFeatures.Plain;

    /// <summary>For versions: the type of the container that a PUT makes when it is missing.</summary>
    public string? ContainerType { get; init; }

    /// <summary>For containers: whether versions hang below (<c>latestVersion</c>, <c>nextVersion</c>).</summary>
    public bool HasVersions { get; init; }

    public WriteStyle Put { get; init; } = WriteStyle.Synchronous;

    public WriteStyle Delete { get; init; } = WriteStyle.Synchronous;

    /// <summary>Properties that PATCH may change, dotted; null when the type has no PATCH.</summary>
    public IReadOnlyList<string>? Patchable { get; init; }

    /// <summary>Whether clients can only read it.</summary>
    public bool ServiceOwned { get; init; }

    public bool HasSystemData { get; init; } = true;

    public IReadOnlyDictionary<string, ResourceAction> Actions { get; init; } =
        new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Brings a body into the service's own form and applies rules that the table cannot say.</summary>
    public Action<JsonObject, WriteContext>? Normalise { get; init; }

    /// <summary>Follows a creation, once the resource is stored.</summary>
    public Action<StoredResource, WriteContext>? Created { get; init; }

    /// <summary>Adds what depends on the address that the client used. The string is the base of absolute links.</summary>
    public Action<StoredResource, JsonObject, string>? Project { get; init; }

    /// <summary>The namespace.</summary>
    public string Namespace => Type[..Type.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The last segment of the type.</summary>
    public string Segment => Type[(Type.LastIndexOf('/') + 1)..];

    /// <summary>The type as operation names begin: without namespace and workspace, for example <c>models/versions</c>.</summary>
    public string OperationBase
    {
        get
        {
            string path = Type[(Namespace.Length + 1)..];
            return path.StartsWith("workspaces/", StringComparison.Ordinal) ? path["workspaces/".Length..] : path;
        }
    }
}
