using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Models, environments, data and codes: documents, immutability, containers.</summary>
public sealed class AssetTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Uri = "azureml://subscriptions/s/resourceGroups/g/workspaces/w/datastores/workspaceblobstore/paths/model/";

    [Fact]
    public async Task Put_NewVersion_CreatedWithSystemDataStateAndDefaults()
    {
        Answer answer = await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/fresh/versions/1", Model());

        JsonObject document = answer.Expect(HttpStatusCode.Created).Json;
        Assert.Equal($"{sim.Arm.Primary}/models/fresh/versions/1", document["id"]!.ToString());
        Assert.Equal("1", document["name"]!.ToString());
        Assert.Equal("Microsoft.MachineLearningServices/workspaces/models/versions", document["type"]!.ToString());
        Assert.Equal("Succeeded", document["properties"]!["provisioningState"]!.ToString());
        Assert.False(document["properties"]!["isArchived"]!.GetValue<bool>());
        Assert.Equal("ManagedIdentity", document["systemData"]!["createdByType"]!.ToString());
        Assert.Equal(document["systemData"]!["createdAt"]!.ToString(), document["systemData"]!["lastModifiedAt"]!.ToString());
    }

    [Fact]
    public async Task Put_ExistingVersion_UpdatedAndCreationKept()
    {
        string path = $"{sim.Arm.Primary}/models/updated/versions/1";
        JsonObject first = (await sim.Arm.PutAsync(path, Model())).Expect(HttpStatusCode.Created).Json;

        JsonObject second = (await sim.Arm.PutAsync(path, Model(description: "new", stage: "Production"))).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("new", second["properties"]!["description"]!.ToString());
        Assert.Equal("Production", second["properties"]!["stage"]!.ToString());
        Assert.Equal(first["systemData"]!["createdAt"]!.ToString(), second["systemData"]!["createdAt"]!.ToString());
        Assert.NotEqual(first["systemData"]!["lastModifiedAt"]!.ToString(), second["systemData"]!["lastModifiedAt"]!.ToString());
    }

    [Fact]
    public async Task Put_UnknownFieldsAndNumbers_SurviveAsSent()
    {
        using ArmCaller arm = new(sim.Azure, checkContract: false);
        const string Body = """{"properties":{"modelUri":"https://example/m","fromTheFuture":{"depth":[1.0,1e3,12345678901234567890,"ä+%"]},"flavors":{"f":{"data":{"a":"b"},"more":true}}},"extra":"top"}""";

        await arm.PutAsync($"{arm.Primary}/models/unknown/versions/1", Body);
        Answer read = await arm.GetAsync($"{arm.Primary}/models/unknown/versions/1");

        Assert.Contains("""{"depth":[1.0,1e3,12345678901234567890,"ä+%"]}""", read.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Contains("\"extra\":\"top\"", read.Text, StringComparison.Ordinal);
        Assert.True(read.Json["properties"]!["flavors"]!["f"]!["more"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Put_WhatGetReturned_Accepted()
    {
        string path = $"{sim.Arm.Primary}/environments/roundtrip/versions/7";
        await sim.Arm.PutAsync(path, """{"properties":{"image":"i:1","condaFile":"name: x","inferenceConfig":{"scoringRoute":{"path":"/s","port":80}}}}""");
        Answer read = await sim.Arm.GetAsync(path);

        Answer again = await sim.Arm.PutAsync(path, read.Text);

        again.Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("environments", """{"image":"a:1"}""", """{"image":"a:2"}""")]
    [InlineData("environments", """{"image":"a","condaFile":"x"}""", """{"image":"a","condaFile":"y"}""")]
    [InlineData("environments", """{"image":"a"}""", """{"image":"a","osType":"Windows"}""")]
    [InlineData("environments", """{"build":{"contextUri":"https://x/1"}}""", """{"build":{"contextUri":"https://x/2"}}""")]
    [InlineData("environments", """{"image":"a"}""", """{}""")]
    [InlineData("models", """{"modelUri":"https://x/1"}""", """{"modelUri":"https://x/2"}""")]
    [InlineData("models", """{"modelUri":"https://x/1","isAnonymous":true}""", """{"modelUri":"https://x/1"}""")]
    [InlineData("data", """{"dataType":"uri_file","dataUri":"https://x/1"}""", """{"dataType":"uri_file","dataUri":"https://x/2"}""")]
    [InlineData("data", """{"dataType":"uri_file","dataUri":"https://x/1"}""", """{"dataType":"uri_folder","dataUri":"https://x/1"}""")]
    [InlineData("codes", """{"codeUri":"https://x/1"}""", """{"codeUri":"https://x/2"}""")]
    [InlineData("components", """{"componentSpec":{"a":[1]}}""", """{"componentSpec":{"a":[2]}}""")]
    public async Task Put_ImmutableFieldChanged_ConflictAndNothingChanged(string kind, string first, string second)
    {
        string path = $"{sim.Arm.Primary}/{kind}/fixed-{Guid.NewGuid():N}/versions/1";
        (await sim.Arm.PutAsync(path, $$"""{"properties":{{first}}}""")).Expect(HttpStatusCode.Created);
        string before = (await sim.Arm.GetAsync(path)).Text;

        Answer answer = await sim.Arm.PutAsync(path, $$"""{"properties":{{second}}}""");

        answer.Expect(HttpStatusCode.Conflict, "ConflictError");
        Assert.Equal("UserError", answer.Json["error"]!["code"]!.ToString());
        Assert.Equal(before, (await sim.Arm.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Put_OnlyMutableFieldsDiffer_Accepted()
    {
        string path = $"{sim.Arm.Primary}/environments/mutable/versions/1";
        await sim.Arm.PutAsync(path, """{"properties":{"image":"a:1"}}""");

        Answer answer = await sim.Arm.PutAsync(
            path, """{"properties":{"image":"a:1","description":"d","tags":{"t":"1"},"properties":{"p":"1"},"stage":"s","isArchived":true}}""");

        answer.Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("01")]
    [InlineData("1.0")]
    [InlineData("latest")]
    [InlineData("99999999999999999999")]
    public async Task Put_ModelVersionIsNoPositiveInteger_BadRequest(string version)
    {
        Answer answer = await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/numbered/versions/{version}", Model());

        answer.Expect(HttpStatusCode.BadRequest, "BadArgument");
        (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/numbered")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Put_EnvironmentVersionIsText_Accepted() =>
        (await sim.Arm.PutAsync($"{sim.Arm.Primary}/environments/texts/versions/2026.11:a%20b", """{"properties":{"image":"a"}}""")).Expect(HttpStatusCode.Created);

    [Theory]
    [InlineData("-starts-with-dash")]
    [InlineData("has.dot")]
    [InlineData("has%20space")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("ends-with-newline%0A")]
    public async Task Put_NameIsInvalid_BadRequest(string name)
    {
        Answer answer = await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/{name}/versions/1", Model());

        answer.Expect(HttpStatusCode.BadRequest, "BadArgument");
    }

    [Theory]
    [InlineData("""{"properties":{"modelUri":1}}""")]
    [InlineData("""{"properties":{"tags":{"a":1}}}""")]
    [InlineData("""{"properties":{"isArchived":"yes"}}""")]
    [InlineData("""{"properties":[]}""")]
    [InlineData("""{}""")]
    public async Task Put_FieldOfWrongType_BadRequest(string body) =>
        (await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/typed/versions/1", body)).Expect(HttpStatusCode.BadRequest, "BadArgument");

    [Theory]
    [InlineData("environments", """{"image":"a","osType":"Plan9"}""")]
    [InlineData("environments", """{"image":"a","autoRebuild":"Sometimes"}""")]
    [InlineData("environments", """{"build":{"dockerfilePath":"Dockerfile"}}""")]
    [InlineData("data", """{"dataType":"uri_cloud","dataUri":"x"}""")]
    [InlineData("data", """{"dataType":"uri_file"}""")]
    public async Task Put_ValueOutsidePublishedSchema_BadRequest(string kind, string properties) =>
        (await sim.Arm.PutAsync($"{sim.Arm.Primary}/{kind}/enumerated/versions/1", $$"""{"properties":{{properties}}}""")).Expect(HttpStatusCode.BadRequest, "BadArgument");

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("""{"properties":{"modelUri":"a"},"properties":{"modelUri":"b"}}""")]
    public async Task Put_BodyIsNoJsonObject_BadRequest(string body) =>
        (await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/broken/versions/1", body)).Expect(HttpStatusCode.BadRequest, "InvalidRequestContent");

    [Fact]
    public async Task Put_ContentTypeIsNotJson_UnsupportedMediaType() =>
        (await sim.Arm.SendAsync(HttpMethod.Put, $"{sim.Arm.Primary}/models/m/versions/1", null, Model(), contentType: "text/plain"))
            .Expect(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType");

    [Fact]
    public async Task Put_ReadOnlyFields_IgnoredByDefault()
    {
        Answer answer = await sim.Arm.PutAsync(
            $"{sim.Arm.Primary}/environments/readonly/versions/1",
            """{"id":"x","name":"y","type":"z","systemData":{"createdBy":"me"},"properties":{"image":"a","environmentType":"Curated","provisioningState":"Failed"}}""");

        JsonObject document = answer.Expect(HttpStatusCode.Created).Json;
        Assert.Equal("UserCreated", document["properties"]!["environmentType"]!.ToString());
        Assert.Equal("Succeeded", document["properties"]!["provisioningState"]!.ToString());
        Assert.NotEqual("me", document["systemData"]!["createdBy"]!.ToString());
    }

    [Fact]
    public async Task Put_ReadOnlyFieldsAndRejectionChosen_BadRequest()
    {
        await using var azure = await Sim.StartAsync(options => options with { RejectReadOnlyFields = true });
        using ArmCaller arm = new(azure);

        Answer answer = await arm.PutAsync($"{arm.Primary}/environments/e/versions/1", """{"id":"x","properties":{"image":"a","environmentType":"Curated"}}""");

        answer.Expect(HttpStatusCode.BadRequest, "BadArgument");
        string[] problems = [.. answer.Json["error"]!["details"]!.AsArray().Select(detail => detail!["message"]!.ToString())];
        Assert.Equal(2, problems.Length);
        Assert.Contains("environmentType", problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models", "modelUri", "{}")]
    [InlineData("data", "dataUri", """{"dataType":"uri_folder"}""")]
    public async Task Put_ShortDatastoreAddress_AnsweredInLongForm(string kind, string field, string properties)
    {
        JsonObject body = (JsonObject)JsonNode.Parse(properties)!;
        body[field] = "azureml://datastores/workspaceblobstore/paths/a b/ä";

        Answer answer = await sim.Arm.PutAsync($"{sim.Arm.Primary}/{kind}/short/versions/1", new JsonObject { ["properties"] = body }.ToJsonString());

        Assert.Equal(
            "azureml://subscriptions/11111111-1111-1111-1111-111111111111/resourcegroups/rg-mldr/workspaces/mlw-primary/datastores/workspaceblobstore/paths/a b/ä",
            answer.Expect(HttpStatusCode.Created).Json["properties"]![field]!.ToString());
    }

    [Fact]
    public async Task Put_FirstVersion_MakesContainerWithLatestAndNextVersion()
    {
        foreach (string version in (string[])["2", "10", "3"])
            await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/counted/versions/{version}", Model());

        JsonNode properties = (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/counted")).Expect(HttpStatusCode.OK).Json["properties"]!;

        Assert.Equal("3", properties["latestVersion"]!.ToString());
        Assert.Equal("11", properties["nextVersion"]!.ToString());
    }

    [Fact]
    public async Task Get_ContainerWithoutNumberedVersions_NextVersionIsOne()
    {
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/environments/unnumbered/versions/abc", """{"properties":{"image":"a"}}""");

        JsonNode properties = (await sim.Arm.GetAsync($"{sim.Arm.Primary}/environments/unnumbered")).Json["properties"]!;

        Assert.Equal("1", properties["nextVersion"]!.ToString());
        Assert.Equal("abc", properties["latestVersion"]!.ToString());
    }

    [Fact]
    public async Task Put_DataVersion_ContainerGetsItsType()
    {
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/data/typed/versions/1", """{"properties":{"dataType":"mltable","dataUri":"https://x/t","referencedUris":["https://x/a"]}}""");

        Assert.Equal("mltable", (await sim.Arm.GetAsync($"{sim.Arm.Primary}/data/typed")).Json["properties"]!["dataType"]!.ToString());
    }

    [Fact]
    public async Task Get_NamesDifferInCase_AreDifferentAssets()
    {
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/Case/versions/1", Model());

        (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/case/versions/1")).Expect(HttpStatusCode.NotFound, "NotFoundError");
        (await sim.Arm.GetAsync($"{sim.Arm.Primary.ToUpperInvariant()}/MODELS/Case/VERSIONS/1")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Delete_Version_GoneAndSecondDeleteHasNoContent()
    {
        string path = $"{sim.Arm.Primary}/models/deleted/versions/1";
        await sim.Arm.PutAsync(path, Model());

        (await sim.Arm.DeleteAsync(path)).Expect(HttpStatusCode.OK);

        (await sim.Arm.GetAsync(path)).Expect(HttpStatusCode.NotFound, "NotFoundError");
        (await sim.Arm.DeleteAsync(path)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Delete_Container_TakesItsVersionsAlongAndNoOthers()
    {
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/whole/versions/1", Model());
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/whole2/versions/1", Model());

        (await sim.Arm.DeleteAsync($"{sim.Arm.Primary}/models/whole")).Expect(HttpStatusCode.OK);

        (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/whole/versions/1")).Expect(HttpStatusCode.NotFound);
        (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/whole2/versions/1")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Put_SecondaryWorkspace_DoesNotShowInPrimary()
    {
        (await sim.Arm.PutAsync($"{sim.Arm.Secondary}/models/only-there/versions/1", Model())).Expect(HttpStatusCode.Created);

        (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/only-there/versions/1")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Seed_CuratedEnvironment_KeepsItsType()
    {
        string id = $"{sim.Arm.Primary}/environments/AzureML-sklearn/versions/1";
        sim.Azure.Resources.Put(id, new JsonObject { ["properties"] = new JsonObject { ["image"] = "mcr/x", ["environmentType"] = "Curated" } });

        Assert.Equal("Curated", (await sim.Arm.GetAsync(id)).Expect(HttpStatusCode.OK).Json["properties"]!["environmentType"]!.ToString());
    }

    private static string Model(string? description = null, string? stage = null) =>
        new JsonObject { ["properties"] = new JsonObject { ["modelUri"] = Uri, ["modelType"] = "mlflow_model", ["description"] = description, ["stage"] = stage } }.ToJsonString();
}
