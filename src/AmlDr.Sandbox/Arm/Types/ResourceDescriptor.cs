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
    /// <summary>What <see cref="Patchable"/> holds when PATCH may change anything.</summary>
    public static IReadOnlyList<string> Everything { get; } = ["*"];

    /// <summary>The whole type, for example <c>Microsoft.MachineLearningServices/workspaces/models/versions</c>.</summary>
    public required string Type { get; init; }

    public required BodySchema Schema { get; init; }

    public ResourceScope Scope { get; init; }

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

    /// <summary>Whether the answer to a long-running DELETE carries <c>Azure-AsyncOperation</c> besides <c>Location</c>.</summary>
    public bool DeleteTellsStatus { get; init; }

    /// <summary>Properties that PATCH may change, dotted; null when the type has no PATCH.</summary>
    public IReadOnlyList<string>? Patchable { get; init; }

    /// <summary>How PATCH ends; null for synchronous where PUT is, and by location everywhere else.</summary>
    public WriteStyle? Patch { get; init; }

    /// <summary>Status of a PUT that creates, when it is not 202.</summary>
    public int CreatedStatus { get; init; } = 201;

    /// <summary>Whether clients can only read it.</summary>
    public bool ServiceOwned { get; init; }

    public bool HasSystemData { get; init; } = true;

    /// <summary>Whether documents carry an <c>etag</c> and writes honour <c>If-Match</c> and <c>If-None-Match</c>.</summary>
    public bool HasETag { get; init; }

    /// <summary>How a deletion can be undone; null when it cannot.</summary>
    public SoftDeletion? SoftDelete { get; init; }

    /// <summary>Whether a version that was deleted can never be registered again.</summary>
    public bool NeverAgain { get; init; }

    /// <summary>Query parameter that a DELETE must carry, with its values.</summary>
    public (string Name, IReadOnlyList<string> Values)? DeleteParameter { get; init; }

    public IReadOnlyDictionary<string, ResourceAction> Actions { get; init; } =
        new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a POST on the resource's own address does; null when there is no such thing.</summary>
    public ResourceAction? Post { get; init; }

    /// <summary>Brings a body into the service's own form and fills in what the service sets.</summary>
    public Action<JsonObject, WriteContext>? Normalise { get; init; }

    /// <summary>Rules on a client's write that the table cannot say. What the simulator writes itself is not checked.</summary>
    public Action<JsonObject, WriteContext>? Check { get; init; }

    /// <summary>Rules on a client's deletion.</summary>
    public Action<StoredResource, WriteContext>? CheckDelete { get; init; }

    /// <summary>Cores that the resource needs of its region's quota.</summary>
    public Func<JsonObject, WriteContext, CoreDemand?>? Demand { get; init; }

    /// <summary>Whether a long-running write will fail, and why; null when it will not.</summary>
    public Func<JsonObject, WriteContext, OperationError?>? Provision { get; init; }

    /// <summary>What a long-running write still has to do when its time is over; returns why it failed, null when it did not.</summary>
    public Func<StoredResource, ArmContext, CancellationToken, Task<OperationError?>>? Work { get; init; }

    /// <summary>A property that GET shows only when <c>$expand</c> names it.</summary>
    public string? Expandable { get; init; }

    /// <summary>Groups that share one set of names per region; null for a resource whose name is nobody else's concern.</summary>
    public Func<JsonObject, string?>? RegionalGroup { get; init; }

    /// <summary>Follows a creation, once the resource is stored.</summary>
    public Action<StoredResource, WriteContext>? Created { get; init; }

    /// <summary>Follows every write, once the resource is stored.</summary>
    public Action<StoredResource, ArmContext>? Stored { get; init; }

    /// <summary>Follows a deletion.</summary>
    public Action<StoredResource, ArmContext>? Removed { get; init; }

    /// <summary>Adds what is not kept: what follows from other resources, and from the address that the client used (the string, the base of absolute links).</summary>
    public Action<ArmContext, StoredResource, JsonObject, string>? Project { get; init; }

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

    public WriteStyle PatchStyle => Patch ?? (Put == WriteStyle.Synchronous ? WriteStyle.Synchronous : WriteStyle.Location);
}
