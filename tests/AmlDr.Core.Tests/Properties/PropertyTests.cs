using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;
using AmlDr.Core.Tests.Kinds;
using FsCheck;
using FsCheck.Fluent;

namespace AmlDr.Core.Tests.Properties;

public class PropertyTests
{
    [Fact]
    public void Canonical_OrderOfMembers_DoesNotCount() => Check(Generators.Body, body =>
    {
        Assert.Equal(CanonicalJson.Digest(body), CanonicalJson.Digest(Turn(body)));
    });

    [Fact]
    public void Canonical_ReadAgain_IsWrittenTheSame() => Check(Generators.Json, json =>
    {
        byte[] once = CanonicalJson.Write(JsonNode.Parse(json));

        Assert.Equal(Encoding.UTF8.GetString(once), Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(once))));
    });

    [Fact]
    public void Compare_WithItselfTurned_FindsNothing() => Check(Generators.Body, body =>
    {
        Assert.Empty(DocumentComparer.Compare(body, Turn(body).AsObject()));
    });

    [Fact]
    public void Compare_BothWays_FindsTheSameFields() =>
        Check(from left in Generators.Body from right in Generators.Body select (left, right), pair =>
            Assert.Equal(
                DocumentComparer.Compare(pair.left, pair.right).Select(difference => difference.Field),
                DocumentComparer.Compare(pair.right, pair.left).Select(difference => difference.Field)));

    [Fact]
    public void Digest_OfTwo_IsTheSameExactlyWhenNothingDiffers() =>
        Check(
            Gen.OneOf(
                from left in Generators.Body from right in Generators.Body select (left, right),
                from body in Generators.Body select (body, Loosen(body)),
                from small in Gen.Elements(Generators.SmallBodies) from other in Gen.Elements(Generators.SmallBodies) select (Parse(small), Parse(other))),
            pair => Assert.Equal(
                DocumentComparer.Compare(pair.Item1, pair.Item2).Count == 0,
                DocumentComparer.Digest(pair.Item1.DeepClone().AsObject()) == DocumentComparer.Digest(pair.Item2.DeepClone().AsObject())));

    [Fact]
    public void Rewrite_PlaceInAnySpelling_ComesBackToTheLetter() =>
        Check(from form in Gen.Elements(Spellings) from path in Generators.Path select string.Concat(form, path), reference =>
        {
            var asset = new AssetId(KindNames.Model, "m", "1");
            var source = new AssetDocument(new JsonObject { ["properties"] = new JsonObject { ["modelUri"] = reference } });
            IAssetKind kind = ConformancePair.Kinds[KindNames.Model];

            RewriteResult there = DocumentRewriter.Rewrite(asset, source, kind, ConformancePair.Context);
            RewriteResult back = DocumentRewriter.Rewrite(asset, new AssetDocument(there.Body.DeepClone().AsObject()), kind, ConformancePair.Reverse);

            Assert.Empty(there.Findings);
            Assert.Empty(back.Findings);
            Assert.DoesNotContain("west", (string)there.Body["properties"]!["modelUri"]!, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(reference, (string?)back.Body["properties"]!["modelUri"]);
        });

    [Fact]
    public void Rewrite_FieldsThatNobodyKnows_StayToTheLetter() => Check(Generators.Body, body =>
    {
        var source = new AssetDocument(new JsonObject { ["properties"] = new JsonObject { ["dataUri"] = "https://open.example.org/x", ["future"] = body.DeepClone() } });

        RewriteResult result = DocumentRewriter.Rewrite(new AssetId(KindNames.Data, "d", "1"), source, ConformancePair.Kinds[KindNames.Data], ConformancePair.Context);

        Assert.Equal(body.ToJsonString(), result.Body["properties"]!["future"]!.ToJsonString());
    });

    [Fact]
    public void Patch_AppliedTwice_IsAppliedOnceAndLeavesTheRest() =>
        Check(
            from body in Generators.Body
            from value in Generators.Json
            from field in Gen.Elements("new", "new.deep.er", "tags", "tags.new", "properties.tags.x")
            select (body, value, field),
            sample =>
            {
                var patch = new DocumentPatch(KindNames.Model, null, [new PatchOperation(sample.field, JsonNode.Parse(sample.value))]);
                JsonObject once = sample.body.DeepClone().AsObject();
                var findings = new List<Finding>();
                patch.Apply(once, findings);
                JsonObject twice = once.DeepClone().AsObject();
                patch.Apply(twice, []);

                Assert.Equal(once.ToJsonString(), twice.ToJsonString());
                JsonNode? reached = KindSample.At(once, sample.field);
                if (findings.Count > 0)
                {
                    Assert.Equal(sample.body.ToJsonString(), once.ToJsonString());
                }
                else
                {
                    Assert.Equal(JsonNode.Parse(sample.value)?.ToJsonString(), reached?.ToJsonString());
                }

                string top = sample.field.Split('.')[0];
                Assert.Equal(Without(sample.body, top), Without(once, top));
            });

    private static readonly string[] Spellings =
    [
        "azureml://datastores/workspaceblobstore/paths/",
        $"azureml://subscriptions/{TestPair.Subscription}/resourceGroups/rg-west/workspaces/mlw-west/datastores/workspaceblobstore/paths/",
        $"azureml://subscriptions/{TestPair.Subscription}/resourcegroups/rg-west/workspaces/mlw-west/datastores/lake/paths/",
        $"azureml://subscriptions/{TestPair.Subscription}/resourceGroups/rg-west/workspaces/mlw-west/datastores/workspaceartifactstore/ExperimentRun/dcid.x/",
        "https://stwest.blob.core.windows.net/azureml-blobstore-aaaaaaaa-0000-0000-0000-000000000001/",
        "https://stdatawest.dfs.core.windows.net/lake/",
        "wasbs://azureml@stwest.blob.core.windows.net/",
        "abfss://lake@stdatawest.dfs.core.windows.net/",
    ];

    private static void Check<T>(Gen<T> samples, Action<T> property) => Prop.ForAll(samples.ToArbitrary(), property).Check(Generators.Config);

    // The same document with the members of every object the other way round.
    private static JsonNode Turn(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Turn(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Turn(item))]),
        _ => node.DeepClone(),
    };

    private static string Without(JsonObject body, string member)
    {
        JsonObject rest = body.DeepClone().AsObject();
        rest.Remove(member);
        return rest.ToJsonString();
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    // Adds what does not count: members that are null, and empty maps where they stand for nothing.
    private static JsonObject Loosen(JsonObject body)
    {
        JsonObject loose = Turn(body).AsObject();
        loose["none"] = null;
        loose["empty"] = new JsonObject();
        foreach (JsonObject child in loose.Select(member => member.Value).OfType<JsonObject>().Where(child => child.Count > 0).ToArray())
        {
            child["none"] = null;
            child["empty"] = new JsonObject();
        }

        return loose;
    }
}
