using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>A kind of asset: a container and its versions, in a workspace or in a registry.</summary>
/// <param name="Parent">Type of what it stands in.</param>
/// <param name="Kind">Its segment, for example <c>models</c>.</param>
/// <param name="Container">Fields of the container.</param>
/// <param name="Version">What is particular to the versions.</param>
internal sealed record AssetPair(string Parent, string Kind, Field[] Container, VersionRules Version)
{
    public ListFeatures VersionLists { get; init; } = new() { SizeParameter = "$top", OrderByTime = true };

    /// <summary>Whether lists know <c>listViewType</c>.</summary>
    public bool ArchivedView { get; init; } = true;

    /// <summary>Whether containers have a <c>provisioningState</c>.</summary>
    public bool State { get; init; } = true;

    public WriteStyle Style { get; init; }

    /// <summary>Parameter that sets the page size of the containers' list.</summary>
    public string? ContainerSize { get; init; }

    /// <summary>Whether a deleted version can never be registered again.</summary>
    public bool NeverAgain { get; init; }

    /// <summary>What can be done with a version.</summary>
    public IReadOnlyDictionary<string, ResourceAction> Actions { get; init; } = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ResourceDescriptor> Descriptors()
    {
        WriteStyle delete = Style == WriteStyle.Synchronous ? WriteStyle.Synchronous : WriteStyle.Location;
        ListView view = ArchivedView ? ListView.Archived : ListView.None;
        yield return new ResourceDescriptor
        {
            Type = $"{Parent}/{Kind}",
            Schema = new BodySchema(State ? [.. Container, Fields.State] : Container),
            CaseSensitiveNames = true,
            NamePattern = AssetTypes.AssetName(),
            HasVersions = true,
            Put = Style,
            Delete = delete,
            List = new ListFeatures { View = view, SizeParameter = ContainerSize, PageSize = ContainerSize == "pageSize" ? 20 : null },
        };
        yield return new ResourceDescriptor
        {
            Type = $"{Parent}/{Kind}/versions",
            ContainerType = $"{Parent}/{Kind}",
            CaseSensitiveNames = true,
            Schema = Version.Schema,
            NameRule = Version.Name,
            Normalise = Version.Normalise,
            Put = Style,
            Delete = delete,
            NeverAgain = NeverAgain,
            Actions = Actions,
            List = VersionLists with { View = view },
        };
    }
}
