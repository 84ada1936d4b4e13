using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>Holds the field lists of every kind against the published flags.</summary>
public class PublishedFlagsTests
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [KindNames.Model] = "ModelVersionResource",
        [KindNames.Environment] = "EnvironmentVersionResource",
        [KindNames.Data] = "DataVersionBaseResource",
        [KindNames.Component] = "ComponentVersionResource",
        [KindNames.Code] = "CodeVersionResource",
        [KindNames.Datastore] = "DatastoreResource",
        [KindNames.Compute] = "ComputeResource",
        [KindNames.OnlineEndpoint] = "OnlineEndpointTrackedResource",
        [KindNames.OnlineDeployment] = "OnlineDeploymentTrackedResource",
        [KindNames.BatchEndpoint] = "BatchEndpointTrackedResource",
        [KindNames.BatchDeployment] = "BatchDeploymentTrackedResource",
        [KindNames.Schedule] = "ScheduleResource",
        [KindNames.Connection] = "WorkspaceConnectionPropertiesV2BasicResource",
        [KindNames.FeatureSet] = "FeaturesetVersionResource",
        [KindNames.FeatureStoreEntity] = "FeaturestoreEntityVersionResource",
        [KindNames.ServerlessEndpoint] = "ServerlessEndpointTrackedResource",
        [KindNames.MarketplaceSubscription] = "MarketplaceSubscriptionResource",
    };

    // Fixed though no flag says so: the SDK reports a changed model path as a conflict (facts/aml-rest.md 1.5); for code it is unconfirmed.
    private static readonly Dictionary<string, string[]> FixedWithoutFlag = new()
    {
        [KindNames.Model] = ["properties.modelUri"],
        [KindNames.Code] = ["properties.codeUri"],
    };

    // A flag that holds for one type of task only needs that type next to it.
    private static readonly Dictionary<string, string> Beside = new()
    {
        ["properties.action.jobDefinition.taskDetails.primaryMetric"] = "taskType=TextClassificationMultilabel",
    };

    public static TheoryData<string> Names() => KindConformanceTests.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void Writable_FieldThatIsReadOnlyOrSecret_IsDropped(string name)
    {
        PublishedFlags flags = PublishedFlags.All[name];
        Assert.NotEmpty(flags.ReadOnly);
        Assert.All(flags.ReadOnly.Concat(flags.Secret), field =>
        {
            JsonObject body = WritableDocument.From(new AssetDocument(With(field, "planted")), ConformancePair.Kinds[name]);

            Assert.DoesNotContain("planted", body.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Writable_FieldThatIsFixedAtCreation_IsCarried(string name) =>
        Assert.All(PublishedFlags.All[name].CreateOnly, field =>
        {
            JsonObject body = WritableDocument.From(new AssetDocument(With(field, "planted")), ConformancePair.Kinds[name]);

            Assert.Contains("planted", body.ToJsonString(), StringComparison.Ordinal);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Immutable_Fields_AreThePublishedOnes(string name) =>
        Assert.Equal(
            PublishedFlags.All[name].CreateOnly.Concat(FixedWithoutFlag.GetValueOrDefault(name, [])).Order(StringComparer.Ordinal),
            ConformancePair.Kinds[name].Fields.Immutable.Select(path => path.ToString()).Order(StringComparer.Ordinal));

    [FactsFact]
    public void CheckedInFlags_AreThoseOfThePublishedTypes()
    {
        JsonObject definitions = JsonNode.Parse(File.ReadAllText(Path.Combine(Facts.Root!, "openapi/derived/field-flags-2024-04-01.json")))!.AsObject();

        Assert.Equal(Types.Keys.Order(), PublishedFlags.All.Keys.Order());
        Assert.All(Types, entry => Assert.Equivalent(PublishedFlags.Derive(definitions, entry.Value), PublishedFlags.All[entry.Key], strict: true));
    }

    private static JsonObject With(string field, string value)
    {
        var body = new JsonObject { ["properties"] = new JsonObject() };
        string[] steps = field.Split('.');
        JsonObject parent = body;
        foreach (string step in steps[..^1])
        {
            parent = parent[step] as JsonObject ?? Add(parent, step);
        }

        parent[steps[^1]] = value;
        if (Beside.TryGetValue(field, out string? beside))
        {
            parent[beside.Split('=')[0]] = beside.Split('=')[1];
        }

        return body;
    }

    private static JsonObject Add(JsonObject parent, string step)
    {
        var child = new JsonObject();
        parent[step] = child;
        return child;
    }
}
