using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>What every kind must do. A kind that is added to the catalog needs samples, and then runs through all of it.</summary>
public class KindConformanceTests
{
    private static readonly KindCatalog Kinds = ConformancePair.Kinds;

    public static TheoryData<string> Names() => [.. Kinds.All.Select(kind => kind.Name)];

    public static TheoryData<string> Samples() => [.. KindSample.Files];

    [Theory]
    [MemberData(nameof(Names))]
    public void Catalog_Kind_HasSamplesAndIsFoundByNameAndPath(string name)
    {
        IAssetKind kind = Kinds[name];
        var asset = new AssetId(name, "a b", kind.Shape == KindShape.Named ? "" : "1");

        Assert.Same(kind, Kinds[name.ToUpperInvariant()]);
        Assert.True(Kinds.TryParsePath(kind.PathOf(asset).Replace(kind.Collection, kind.Collection.ToUpperInvariant(), StringComparison.Ordinal), out AssetId? parsed));
        Assert.Equal(asset, parsed);
        Assert.Contains(KindSample.Files, file => KindSample.Read(file).Asset.Kind == name);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Path_Sample_IsWhereTheServiceSaysItStands(string file)
    {
        KindSample sample = KindSample.Read(file);

        Assert.Equal($"{TestPair.PrimaryId}/{sample.Kind.PathOf(sample.Asset)}", sample.Document.ResourceId);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Path_NameOrVersionThatLeadsElsewhere_IsRefused(string name)
    {
        IAssetKind kind = Kinds[name];

        string version = kind.Shape == KindShape.Named ? "" : "1";
        string[] wrong = kind.Shape == KindShape.Named ? [".", "..", "1"] : ["", ".", ".."];

        Assert.All(["", ".", ".."], part => Assert.Throws<InvalidAssetException>(() => kind.PathOf(new AssetId(name, part, version))));
        Assert.All(wrong, part => Assert.Throws<InvalidAssetException>(() => kind.PathOf(new AssetId(name, "a", part))));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Judge_Sample_TakesPart(string file)
    {
        KindSample sample = KindSample.Read(file);

        Assert.Null(AssetJudge.Judge(sample.Kind, sample.Document, new KindContext(sample.Asset, PairPolicy.Default)).Reason);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Judge_AnonymousVersion_TakesPartOnlyWhenReferenced(string file)
    {
        KindSample sample = KindSample.Read(file);
        if (sample.Kind.Shape != KindShape.Versioned)
        {
            return;
        }

        JsonObject node = sample.Document.CloneNode();
        node["properties"]!["isAnonymous"] = true;

        Assert.Equal("Anonymous", sample.Kind.Judge(new AssetDocument(node), new KindContext(sample.Asset, PairPolicy.Default)).Reason?.Code);
        Assert.True(sample.Kind.Judge(new AssetDocument(node), new KindContext(sample.Asset, PairPolicy.Default, true)).IsMirrored);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Rewrite_Sample_HasNoFindingAndLeavesNoTraceOfThePrimary(string file)
    {
        RewriteResult result = ConformancePair.Mirror(KindSample.Read(file));

        Assert.Empty(result.Findings);
        string text = result.Body.ToJsonString(Json.Relaxed);
        Assert.DoesNotContain("west", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(TestPair.Primary.WorkspaceGuid, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Rewrite_Sample_DiffersOnPurposeWhereTheSampleSays(string file)
    {
        KindSample sample = KindSample.Read(file);

        JsonObject body = ConformancePair.Mirror(sample).Body;

        Assert.All(sample.Adapted, field => Assert.Equal(field.Value?.ToJsonString(), KindSample.At(body, field.Key)?.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Rewrite_ThereAndBack_GivesTheWritableDocumentButForWhatIsAdapted(string file)
    {
        KindSample sample = KindSample.Read(file);
        JsonObject there = ConformancePair.Mirror(sample).Body;

        RewriteResult back = DocumentRewriter.Rewrite(
            sample.Asset, new AssetDocument(there), sample.Kind, ConformancePair.Reverse with { StandingChildren = sample.Standing });

        Assert.Empty(back.Findings);
        JsonObject expected = WritableDocument.From(sample.Document, sample.Kind);
        foreach (string path in sample.Adapted.Keys)
        {
            DocumentFields.Remove(expected, FieldPath.Of(path));
            DocumentFields.Remove(back.Body, FieldPath.Of(path));
        }

        Assert.Equal(expected.ToJsonString(Json.Relaxed), back.Body.ToJsonString(Json.Relaxed));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Adapt_Twice_IsAdaptingOnce(string file)
    {
        KindSample sample = KindSample.Read(file);
        JsonObject once = ConformancePair.Mirror(sample).Body;
        JsonObject twice = once.DeepClone().AsObject();
        var findings = new List<Finding>();

        sample.Kind.Adapt(twice, (ConformancePair.Context with { StandingChildren = sample.Standing }).For(sample.Asset), findings);

        Assert.Empty(findings);
        Assert.Equal(once.ToJsonString(), twice.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Rewrite_UnknownFieldAnywhere_Survives(string file)
    {
        KindSample sample = KindSample.Read(file);
        JsonObject node = sample.Document.CloneNode();
        node["properties"]!["fieldOfTheFuture"] = new JsonObject { ["x"] = new JsonArray(1, "two", null) };
        node["topLevelOfTheFuture"] = "kept";

        JsonObject body = DocumentRewriter.Rewrite(sample.Asset, new AssetDocument(node), sample.Kind, ConformancePair.Context).Body;

        Assert.Equal("""{"x":[1,"two",null]}""", body["properties"]!["fieldOfTheFuture"]!.ToJsonString());
        Assert.Equal("kept", (string?)body["topLevelOfTheFuture"]);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void FindContent_Sample_NamesTheExpectedReferenceFields(string file)
    {
        KindSample sample = KindSample.Read(file);

        IReadOnlyList<string> fields = [.. sample.Kind.FindContent(sample.Document).Select(content => content.Field)];

        Assert.Equal(sample.Content, fields);
        Assert.All(fields, field => Assert.True(sample.Kind.Fields.HoldsReference(field.Split('.')), field));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void FindDependencies_Sample_AreTheExpectedOnes(string file)
    {
        KindSample sample = KindSample.Read(file);

        IReadOnlyList<Dependency> found = new DependencyFinder(Kinds).Find(sample.Asset, sample.Document, TestPair.Primary.Id);

        Assert.Equal(
            sample.Dependencies.Order(StringComparer.Ordinal),
            found.Select(dependency => dependency.Label is { } label ? $"{dependency.Asset}@{label}" : $"{dependency.Asset}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Catalog_Order_PutsDependenciesFirst(string file)
    {
        KindSample sample = KindSample.Read(file);
        List<string> order = [.. Kinds.All.Select(kind => kind.Name)];

        Assert.All(
            new DependencyFinder(Kinds).Find(sample.Asset, sample.Document, TestPair.Primary.Id),
            dependency => Assert.True(order.IndexOf(dependency.Asset.Kind) <= order.IndexOf(sample.Asset.Kind), dependency.ToString()));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Compare_RewrittenWithItself_IsEqualWhateverTheServiceAdds(string file)
    {
        KindSample sample = KindSample.Read(file);
        JsonObject body = ConformancePair.Mirror(sample).Body;
        JsonObject answered = body.DeepClone().AsObject();
        answered["id"] = $"{TestPair.SecondaryId}/{sample.Kind.PathOf(sample.Asset)}";
        answered["systemData"] = new JsonObject { ["createdBy"] = "amldr" };
        answered["properties"]!["provisioningState"] = "Succeeded";

        JsonObject expected = WritableDocument.From(new AssetDocument(body), sample.Kind);
        JsonObject actual = WritableDocument.From(new AssetDocument(answered), sample.Kind);
        if (sample.Kind.Fields.ReadOnly.All(path => path.ToString() != "properties.provisioningState"))
        {
            actual["properties"]!.AsObject().Remove("provisioningState");
        }

        Assert.Empty(DocumentComparer.Compare(expected, actual));
        Assert.Equal(CanonicalJson.Digest(expected), CanonicalJson.Digest(actual));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Compare_EachImmutableFieldChanged_IsAnImmutableDifference(string file)
    {
        KindSample sample = KindSample.Read(file);
        JsonObject expected = WritableDocument.From(sample.Document, sample.Kind);
        foreach (FieldPath field in sample.Kind.Fields.Immutable.Where(field => DocumentFields.Select(expected, field).Any()))
        {
            JsonObject actual = expected.DeepClone().AsObject();
            Change(actual, field);

            IReadOnlyList<FieldDifference> differences = DocumentComparer.Compare(expected, actual);

            Assert.NotEmpty(differences);
            Assert.All(differences, difference => Assert.True(difference.IsImmutable(sample.Kind), difference.ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Compare_ChangeableFieldChanged_IsNoImmutableDifference(string file)
    {
        KindSample sample = KindSample.Read(file);
        JsonObject expected = WritableDocument.From(sample.Document, sample.Kind);
        JsonObject actual = expected.DeepClone().AsObject();
        actual["tags"] = new JsonObject { ["changed"] = "yes" };
        actual["properties"]!["description"] = "changed";
        actual["properties"]!["tags"] = new JsonObject { ["changed"] = "yes" };
        actual["properties"]!["isArchived"] = "changed";

        IReadOnlyList<FieldDifference> differences = DocumentComparer.Compare(expected, actual);

        Assert.True(differences.Count >= 4, string.Join(", ", differences));
        Assert.All(differences, difference => Assert.False(difference.IsImmutable(sample.Kind), difference.ToString()));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Rewrite_WithEmptyPolicy_RefusesOrKeepsWhatNeedsAMap(string file)
    {
        KindSample sample = KindSample.Read(file);

        RewriteResult result = DocumentRewriter.Rewrite(
            sample.Asset, sample.Document, sample.Kind, ConformancePair.Context with { Policy = PairPolicy.Default, StandingChildren = sample.Standing });

        Assert.All(result.Findings, finding =>
        {
            Assert.NotEmpty(finding.Remedy);
            Assert.Contains("west", finding.Value, StringComparison.OrdinalIgnoreCase);
        });
        string[] refused = [.. result.Findings.Select(finding => finding.Code).Distinct()];
        Assert.Equal(NeedsAMap(result.Body), refused.Contains("UnmappedResource"));
    }

    // Subnets, identities and attached resources cannot be shared by two regions; sizes, compute names and accounts may stay.
    private static bool NeedsAMap(JsonObject body)
    {
        string text = body.ToJsonString(Json.Relaxed);
        return text.Contains("subnets/ml", StringComparison.Ordinal) || text.Contains("userAssignedIdentities/", StringComparison.Ordinal)
            || text.Contains("managedClusters/", StringComparison.Ordinal) || text.Contains("\"id-west\"", StringComparison.Ordinal);
    }

    private static void Change(JsonObject body, FieldPath field)
    {
        JsonNode parent = field.Steps.Take(field.Steps.Count - 1).Aggregate((JsonNode)body, (node, step) => node[step]!);
        parent[field.Steps[^1]] = "changed";
    }
}
