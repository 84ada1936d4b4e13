using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Tests.Operations;

public class FailbackJudgeTests
{
    private static readonly KindCatalog Kinds = KindCatalog.CreateDefault();

    [Theory]
    [InlineData("secondary", "primary", "primary", "properties.description")]
    [InlineData("secondary", "changed", "primary", "properties.description")]
    [InlineData("primary", "changed", "primary", null)]
    [InlineData("same", "same", "primary", null)]
    [InlineData("secondary", "primary", null, "properties.description")]
    public void Judge_Descriptions_AreAConflictOnlyWhenTheSecondaryChangedThem(string brought, string standing, string? seen, string? field)
    {
        FailbackConflict? conflict = Judge(KindNames.Model, Model(brought), Model(standing), seen is null ? null : Model(seen));

        Assert.Equal(field, conflict?.ChangeableFields.Single());
        Assert.Empty(conflict?.ImmutableFields ?? []);
    }

    [Fact]
    public void Judge_ImmutableField_IsToldApart() => Assert.Equal(
        ["properties.modelUri"],
        Judge(KindNames.Model, Of("""{"properties":{"modelUri":"azureml://a"}}"""), Of("""{"properties":{"modelUri":"azureml://b"}}"""), null)!.ImmutableFields);

    [Theory]
    [InlineData("azureml://jobs/brave_kettle/outputs/artifacts/paths/model/", "dcid.brave_kettle/model/", true)]
    [InlineData("runs:/brave_kettle/model", "dcid.brave_kettle/model", true)]
    [InlineData("azureml://jobs/brave_kettle/outputs/artifacts/paths/model/", "dcid.brave_kettle/other/", false)]
    [InlineData("azureml://jobs/brave_kettle/outputs/mine/paths/model/", "dcid.brave_kettle/model/", false)]
    public void Judge_WhatAJobLeft_IsTheSameUnderTheNameOfItsPlace(string ofJob, string place, bool isSame)
    {
        string uri = "azureml://subscriptions/s/resourcegroups/g/workspaces/w/datastores/workspaceartifactstore/paths/ExperimentRun/" + place;

        FailbackConflict? conflict = Judge(KindNames.Model, Uri(uri), Uri(ofJob), Uri(ofJob));

        Assert.Equal(isSame, conflict is null);

        static JsonObject Uri(string text) => new() { ["properties"] = new JsonObject { ["modelUri"] = text } };
    }

    [Theory]
    [InlineData(KindNames.OnlineDeployment, """{"sku":{"capacity":3}}""", """{"sku":{"capacity":1}}""")]
    [InlineData(KindNames.Schedule, """{"properties":{"isEnabled":false}}""", """{"properties":{"isEnabled":true}}""")]
    [InlineData(KindNames.Compute, """{"properties":{"properties":{"scaleSettings":{"minNodeCount":0}}}}""", """{"properties":{"properties":{"scaleSettings":{"minNodeCount":2}}}}""")]
    [InlineData(KindNames.OnlineEndpoint, """{"properties":{"traffic":{"a":100,"b":0}}}""", """{"properties":{"traffic":{"a":100}}}""")]
    public void Judge_WhatOnlyTheRolesMakeDiffer_IsNoConflict(string kind, string brought, string standing) =>
        Assert.Null(Judge(kind, Of(brought), Of(standing), null));

    [Fact]
    public void Judge_FieldOfAPatch_IsNoConflict() => Assert.Null(FailbackJudge.Judge(
        new AssetId(KindNames.Model, "m", "1"), Kinds[KindNames.Model], Model("patched"), Model("own"), Model("own"),
        PairPolicy.Default with { Patches = [new DocumentPatch(KindNames.Model, "*", [new PatchOperation("properties.description", "patched")])] }));

    [Fact]
    public void Keep_StandingValues_TakeThePlaceOfTheBroughtOnes()
    {
        JsonObject body = Of("""{"properties":{"isEnabled":false,"displayName":"b"}}""");

        OperatedFields.Keep(KindNames.Schedule, body, Of("""{"properties":{"isEnabled":true,"displayName":"s"}}"""));

        Assert.Equal("""{"properties":{"isEnabled":true,"displayName":"b"}}""", body.ToJsonString());
    }

    [Fact]
    public void Stamp_TurnsOfTheMirror_RememberWhenTheSidesParted()
    {
        DateTimeOffset first = DateTimeOffset.UnixEpoch, later = first.AddHours(1);
        PairState paused = PairState.Initial.Turn(MirrorDirection.Paused).Stamp(PairState.Initial, first);

        Assert.Equal(first, paused.DivergedAt);
        Assert.Equal(first, paused.Turn(MirrorDirection.Reverse).Stamp(paused, later).DivergedAt);
        Assert.Null(paused.Turn(MirrorDirection.Forward).Stamp(paused, later).DivergedAt);
    }

    private static FailbackConflict? Judge(string kind, JsonObject brought, JsonObject standing, JsonObject? seen) =>
        FailbackJudge.Judge(new AssetId(kind, "m", "1"), Kinds[kind], brought, standing, seen, PairPolicy.Default);

    private static JsonObject Model(string description) => new() { ["properties"] = new JsonObject { ["description"] = description } };

    private static JsonObject Of(string json) => JsonNode.Parse(json)!.AsObject();
}
