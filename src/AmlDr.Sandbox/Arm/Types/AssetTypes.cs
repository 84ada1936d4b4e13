using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The AML assets that come as a container with versions.</summary>
internal static partial class AssetTypes
{
    public const string Workspace = "Microsoft.MachineLearningServices/workspaces";

    public const string ModelVersion = Workspace + "/models/versions";

    public static IEnumerable<ResourceDescriptor> All() =>
    [
        .. Pair("models", Fields.Container, Model(), ModelLists(), containerSize: "count"),
        .. Pair("environments", Fields.Container, Environment(), Versions()),
        .. Pair(
            "data",
            [.. Fields.Container, Fields.Fixed("dataType", required: true)],
            Data(),
            Versions() with { Filters = Filter("$tags", ListFilters.Tags) },
            state: false),
        .. Pair("codes", Fields.Container, Code(), CodeLists(), archivedView: false),
        .. Pair("components", Fields.Container, Component(), Versions()),
        .. Pair("featuresets", Fields.Container, FeatureSet(), FeatureLists(), style: WriteStyle.OriginalUri, containerSize: "pageSize"),
        .. Pair("featurestoreEntities", Fields.Container, FeatureEntity(), FeatureLists(), style: WriteStyle.OriginalUri, containerSize: "pageSize"),
    ];

    private static IEnumerable<ResourceDescriptor> Pair(
        string kind,
        Field[] container,
        VersionRules version,
        ListFeatures versionLists,
        bool archivedView = true,
        bool state = true,
        WriteStyle style = WriteStyle.Synchronous,
        string? containerSize = null)
    {
        WriteStyle delete = style == WriteStyle.Synchronous ? WriteStyle.Synchronous : WriteStyle.Location;
        yield return new ResourceDescriptor
        {
            Type = $"{Workspace}/{kind}",
            Schema = new BodySchema(state ? [.. container, Fields.State] : container),
            CaseSensitiveNames = true,
            NamePattern = AssetName(),
            HasVersions = true,
            Put = style,
            Delete = delete,
            List = new ListFeatures
            {
                View = archivedView ? ListView.Archived : ListView.None,
                SizeParameter = containerSize,
                PageSize = containerSize == "pageSize" ? 20 : null,
            },
        };
        yield return new ResourceDescriptor
        {
            Type = $"{Workspace}/{kind}/versions",
            ContainerType = $"{Workspace}/{kind}",
            CaseSensitiveNames = true,
            Schema = version.Schema,
            NameRule = version.Name ?? VersionText,
            Normalise = version.Normalise,
            Put = style,
            Delete = delete,
            List = versionLists with { View = archivedView ? ListView.Archived : ListView.None },
        };
    }

    private static VersionRules Model() => new(
        new BodySchema(
        [
            .. Fields.Version, Fields.State, Fields.Stage,
            new("properties.flavors", FieldKind.Structure),
            Fields.Text("jobName"), Fields.Text("modelType"), Fields.Fixed("modelUri"),
            new("properties.datasets", FieldKind.List),
        ]),
        (body, write) => DatastoreUris.Expand(body, write, "modelUri"),
        ModelVersionName);

    private static VersionRules Environment() => new(
        new BodySchema(
        [
            .. Fields.Version, Fields.State, Fields.Stage,
            Fields.Fixed("image"), Fields.Fixed("condaFile"),
            new("properties.build", FieldKind.Structure) { CreateOnly = true },
            new("properties.build.dockerfilePath", FieldKind.Text) { CreateOnly = true, Default = "\"Dockerfile\"" },
            new("properties.inferenceConfig", FieldKind.Structure) { CreateOnly = true },
            Fields.OneOf("osType", "Linux", "Linux", "Windows"),
            Fields.OneOf("autoRebuild", "Disabled", "Disabled", "OnBaseImageUpdate"),
            new("properties.environmentType", FieldKind.Text) { ReadOnly = true, Default = "\"UserCreated\"" },
        ]),
        RequireBuildContext);

    private static VersionRules Data()
    {
        Field[] uri = [];
        Field[] table = [new("properties.referencedUris", FieldKind.List) { CreateOnly = true }];
        return new(
            new BodySchema(
                [.. Fields.Version, Fields.Stage, Fields.Fixed("dataType", required: true), Fields.Fixed("dataUri", required: true)],
                new Variant("properties.dataType", new Dictionary<string, IReadOnlyList<Field>>(StringComparer.Ordinal)
                {
                    ["uri_file"] = uri, ["uri_folder"] = uri, ["mltable"] = table,
                })),
            (body, write) => DatastoreUris.Expand(body, write, "dataUri"));
    }

    private static VersionRules Code() => new(new BodySchema([.. Fields.Version, Fields.State, Fields.Fixed("codeUri")]));

    private static VersionRules Component() => new(new BodySchema(
        [.. Fields.Version, Fields.State, Fields.Stage, new("properties.componentSpec", FieldKind.Any) { CreateOnly = true }]));

    private static VersionRules FeatureSet() => new(new BodySchema(
    [
        .. Fields.Version, Fields.State, Fields.Stage,
        new("properties.entities", FieldKind.List),
        new("properties.materializationSettings", FieldKind.Structure),
        new("properties.specification", FieldKind.Structure),
    ]));

    private static VersionRules FeatureEntity() => new(new BodySchema(
        [.. Fields.Version, Fields.State, Fields.Stage, new("properties.indexColumns", FieldKind.List)]));

    private static ListFeatures Versions() => new() { SizeParameter = "$top", OrderByTime = true };

    private static ListFeatures ModelLists() => Versions() with
    {
        Offset = true,
        Filters = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase)
        {
            ["version"] = ListFilters.Name,
            ["description"] = ListFilters.Description,
            ["tags"] = ListFilters.Tags,
            ["properties"] = ListFilters.Properties,
        },
    };

    private static ListFeatures CodeLists() => Versions() with
    {
        Filters = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase)
        {
            ["hash"] = ListFilters.Hash, ["hashVersion"] = ListFilters.Ignore,
        },
    };

    private static ListFeatures FeatureLists() => new()
    {
        SizeParameter = "pageSize",
        PageSize = 20,
        Filters = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase)
        {
            ["version"] = ListFilters.Name,
            ["versionName"] = ListFilters.Name,
            ["description"] = ListFilters.Description,
            ["tags"] = ListFilters.Tags,
        },
    };

    private static Dictionary<string, ListFilter> Filter(string name, ListFilter filter) =>
        new(StringComparer.OrdinalIgnoreCase) { [name] = filter };

    private static void RequireBuildContext(JsonObject body, WriteContext write)
    {
        if (body["properties"]!["build"] is JsonObject build && build["contextUri"]?.GetValueKind() != System.Text.Json.JsonValueKind.String)
            throw ArmException.User(400, "BadArgument", "The field 'properties.build.contextUri' is required.");
    }

    private static string? VersionText(string version) =>
        version.Length is 0 or > 255 || version.Any(char.IsControl) || version.Contains('/', StringComparison.Ordinal)
            ? $"The version '{version}' is not valid."
            : null;

    /// <summary>
    /// Model versions are positive integers. The published examples all use the placeholder <c>string</c>; that one word is let through
    /// so that they can be replayed unchanged.
    /// </summary>
    private static string? ModelVersionName(string version) =>
        version == "string"
        || (long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 && version[0] != '0')
            ? null
            : $"The version '{version}' of a model must be a positive integer.";

    /// <summary>What is particular to one kind of version.</summary>
    private sealed record VersionRules(BodySchema Schema, Action<JsonObject, WriteContext>? Normalise = null, Func<string, string?>? Name = null);

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9\-_]{0,254}\z")]
    internal static partial Regex AssetName();
}
