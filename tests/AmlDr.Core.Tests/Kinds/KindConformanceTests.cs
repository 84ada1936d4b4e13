using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>What every kind must do. A kind that is added to the catalog needs a sample here, and then runs through all of it.</summary>
public class KindConformanceTests
{
    private const string Store =
        $"azureml://subscriptions/{TestPair.Subscription}/resourceGroups/rg-west/workspaces/mlw-west/datastores/workspaceblobstore/paths";

    private static readonly KindCatalog Catalog = KindCatalog.CreateDefault();

    private static readonly Dictionary<string, string> Samples = new()
    {
        [KindNames.Model] = $$"""
            {"modelUri": "{{Store}}/m/", "modelType": "mlflow_model", "flavors": {"a": {"data": {"b": "c"} } }, "stage": "Staging",
             "description": "d", "tags": {"t": "v"}, "properties": {"p": "q"}, "isArchived": true, "isAnonymous": false}
            """,
        [KindNames.Environment] = $$"""
            {"build": {"contextUri": "{{Store}}/ctx/", "dockerfilePath": "Dockerfile"}, "osType": "Linux", "autoRebuild": "Disabled",
             "inferenceConfig": {"livenessRoute": {"path": "/", "port": 5001} }, "stage": "Staging",
             "description": "d", "tags": {"t": "v"}, "properties": {"p": "q"}, "isArchived": true, "isAnonymous": false,
             "environmentType": "UserCreated"}
            """,
    };

    public static TheoryData<string> Names() => [.. Catalog.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Catalog_Kind_IsFoundByNameAndCollectionInAnyCase(string name)
    {
        IAssetKind kind = Catalog[name];

        Assert.Same(kind, Catalog[name.ToUpperInvariant()]);
        Assert.True(Catalog.TryGetByCollection(kind.Collection.ToUpperInvariant(), out IAssetKind? found));
        Assert.Same(kind, found);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rewrite_Sample_HasNoFindingAndLeavesNoTraceOfThePrimary(string name)
    {
        RewriteResult result = DocumentRewriter.Rewrite(new AssetId(name, "a", "1"), Sample(name), Catalog[name], TestPair.Context);

        Assert.Empty(result.Findings);
        Assert.DoesNotContain("mlw-west", result.Body.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rewrite_ThereAndBack_GivesTheWritableDocument(string name)
    {
        IAssetKind kind = Catalog[name];
        AssetDocument source = Sample(name);
        JsonObject there = DocumentRewriter.Rewrite(new AssetId(name, "a", "1"), source, kind, TestPair.Context).Body;

        RewriteResult back = DocumentRewriter.Rewrite(new AssetId(name, "a", "1"), new AssetDocument(there), kind, TestPair.Reverse);

        Assert.Empty(back.Findings);
        Assert.Equal(WritableDocument.From(source, kind).ToJsonString(), back.Body.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rewrite_UnknownFieldAnywhere_Survives(string name)
    {
        JsonObject node = Sample(name).CloneNode();
        node["properties"]!["fieldOfTheFuture"] = new JsonObject { ["x"] = new JsonArray(1, "two", null) };
        node["topLevelOfTheFuture"] = "kept";

        JsonObject body = DocumentRewriter.Rewrite(new AssetId(name, "a", "1"), new AssetDocument(node), Catalog[name], TestPair.Context).Body;

        Assert.Equal("""{"x":[1,"two",null]}""", body["properties"]!["fieldOfTheFuture"]!.ToJsonString());
        Assert.Equal("kept", (string?)body["topLevelOfTheFuture"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FindContent_Sample_NamesAReferenceField(string name)
    {
        IAssetKind kind = Catalog[name];

        ContentReference content = Assert.Single(kind.FindContent(Sample(name)));

        Assert.IsType<DatastorePathReference>(content.Reference);
        Assert.Contains(kind.Fields.References, path => path.ToString() == content.Field);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_AnonymousVersion_TakesPartOnlyWhenReferenced(string name)
    {
        IAssetKind kind = Catalog[name];
        JsonObject node = Sample(name).CloneNode();
        node["properties"]!["isAnonymous"] = true;
        var asset = new AssetId(name, "a", "1");

        Assert.Equal("Anonymous", kind.Judge(new AssetDocument(node), new KindContext(asset, PairPolicy.Default)).Reason?.Code);
        Assert.True(kind.Judge(new AssetDocument(node), new KindContext(asset, PairPolicy.Default, true)).IsMirrored);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_EachImmutableFieldChanged_IsAnImmutableDifference(string name)
    {
        IAssetKind kind = Catalog[name];
        JsonObject expected = WritableDocument.From(Sample(name), kind);
        foreach (FieldPath field in kind.Fields.Immutable)
        {
            JsonObject actual = expected.DeepClone().AsObject();
            actual["properties"]![field.Steps[1]] = "changed";

            IReadOnlyList<FieldDifference> differences = DocumentComparer.Compare(expected, actual);

            Assert.All(differences, difference => Assert.True(difference.IsImmutable(kind), difference.ToString()));
            Assert.NotEmpty(differences);
        }
    }

    [Theory]
    [InlineData("description")]
    [InlineData("tags")]
    [InlineData("isArchived")]
    public void Compare_ChangeableFieldChanged_IsNoImmutableDifference(string field)
    {
        foreach (IAssetKind kind in Catalog.All)
        {
            JsonObject expected = WritableDocument.From(Sample(kind.Name), kind);
            JsonObject actual = expected.DeepClone().AsObject();
            actual["properties"]![field] = null;

            FieldDifference difference = Assert.Single(DocumentComparer.Compare(expected, actual));

            Assert.False(difference.IsImmutable(kind));
        }
    }

    private static AssetDocument Sample(string name) => TestPair.Document(
        $$"""{"id": "{{TestPair.PrimaryId}}/x", "name": "1", "type": "t", "systemData": {}, "properties": {{Samples[name]}} }""");
}
