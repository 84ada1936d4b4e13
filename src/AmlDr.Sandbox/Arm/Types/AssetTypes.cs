using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The AML assets that come as a container with versions.</summary>
internal static partial class AssetTypes
{
    public const string Namespace = "Microsoft.MachineLearningServices";

    public const string Workspace = Namespace + "/workspaces";

    public const string Registry = Namespace + "/registries";

    public const string ModelVersion = Workspace + "/models/versions";

    private static readonly Field[] DataContainer = [.. Fields.Container, Fields.Fixed("dataType", required: true)];

    /// <summary>The assets of a workspace: written at once, but for those of feature stores.</summary>
    public static IEnumerable<ResourceDescriptor> OfWorkspace() => new AssetPair[]
    {
        new(Workspace, "models", Fields.Container, Model()) { VersionLists = ModelLists(), ContainerSize = "count", Actions = Publishable() },
        new(Workspace, "environments", Fields.Container, Environment()) { Actions = Publishable() },
        new(Workspace, "data", DataContainer, Data()) { VersionLists = DataLists(), State = false, Actions = Publishable() },
        new(Workspace, "codes", Fields.Container, Code()) { VersionLists = CodeLists(), ArchivedView = false, Actions = Publishable(upload: true) },
        new(Workspace, "components", Fields.Container, Component()) { Actions = Publishable() },
        new(Workspace, "featuresets", Fields.Container, FeatureSet())
        {
            VersionLists = FeatureLists(), Style = WriteStyle.OriginalUri, ContainerSize = "pageSize",
            Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase) { ["backfill"] = ResourceAction.WithBody(Backfill) },
        },
        new(Workspace, "featurestoreEntities", Fields.Container, FeatureEntity())
        {
            VersionLists = FeatureLists(), Style = WriteStyle.OriginalUri, ContainerSize = "pageSize",
        },
    }.SelectMany(pair => pair.Descriptors());

    /// <summary>The assets of a registry: every write is long-running, and a deleted version never comes back.</summary>
    public static IEnumerable<ResourceDescriptor> OfRegistry() => new AssetPair[]
    {
        new(Registry, "models", Fields.Container, Model()) { VersionLists = ModelLists() with { Offset = false }, Actions = Uploadable() },
        new(Registry, "environments", Fields.Container, Environment()),
        new(Registry, "data", DataContainer, Data()) { VersionLists = DataLists(), State = false, Actions = Uploadable() },
        new(Registry, "codes", Fields.Container, Code()) { ArchivedView = false, Actions = Uploadable() },
        new(Registry, "components", Fields.Container, Component()) { ArchivedView = false },
    }.SelectMany(pair => (pair with { Style = WriteStyle.OriginalUri, NeverAgain = true }).Descriptors());

    private static Dictionary<string, ResourceAction> Publishable(bool upload = false)
    {
        Dictionary<string, ResourceAction> actions = new(StringComparer.OrdinalIgnoreCase) { ["publish"] = ResourceAction.WithBody(Publishing.Publish) };
        if (upload)
            actions["startPendingUpload"] = PendingUploads.Action;
        return actions;
    }

    private static Dictionary<string, ResourceAction> Uploadable() =>
        new(StringComparer.OrdinalIgnoreCase) { ["startPendingUpload"] = PendingUploads.Action };

    private static VersionRules Model() => new(
        new BodySchema(
        [
            .. Fields.Version, Fields.State, Fields.Stage,
            new("properties.flavors", FieldKind.Structure),
            Fields.Text("jobName"), Fields.Text("modelType"), Fields.Fixed("modelUri"),
            new("properties.datasets", FieldKind.List),
        ]),
        ModelVersionName,
        (body, write) => DatastoreUris.Expand(body, write, "modelUri"));

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
        VersionText,
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
            VersionText,
            (body, write) => DatastoreUris.Expand(body, write, "dataUri"));
    }

    private static VersionRules Code() => new(new BodySchema([.. Fields.Version, Fields.State, Fields.Fixed("codeUri")]), VersionText);

    private static VersionRules Component() => new(
        new BodySchema([.. Fields.Version, Fields.State, Fields.Stage, new("properties.componentSpec", FieldKind.Any) { CreateOnly = true }]),
        VersionText);

    private static VersionRules FeatureSet() => new(
        new BodySchema(
        [
            .. Fields.Version, Fields.State, Fields.Stage,
            new("properties.entities", FieldKind.List),
            new("properties.materializationSettings", FieldKind.Structure),
            new("properties.specification", FieldKind.Structure),
        ]),
        VersionText);

    private static VersionRules FeatureEntity() => new(
        new BodySchema([.. Fields.Version, Fields.State, Fields.Stage, new("properties.indexColumns", FieldKind.List)]),
        VersionText);

    /// <summary>Starts jobs that fill the store with past values; here their ids are all there is.</summary>
    private static SimResponse Backfill(ActionCall action) => action.Arm.Operations.Accept(
        action.Call,
        action.Resource,
        () => SimResponse.Json(200, new JsonObject { ["jobIds"] = new JsonArray(Guid.NewGuid().ToString()) }));

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

    private static ListFeatures DataLists() => Versions() with
    {
        Filters = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase) { ["$tags"] = ListFilters.Tags },
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

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9\-_]{0,254}\z")]
    internal static partial Regex AssetName();
}
