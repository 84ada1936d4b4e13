using System.Net;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Long-running operations, driven by a clock that stands still until it is moved.</summary>
public sealed class LongRunningTests : SimulatorTest
{
    private const string Schedule = """{"properties":{"action":{"actionType":"CreateJob","jobDefinition":{"jobType":"Command","command":"c","environmentId":"e"}},"trigger":{"triggerType":"Cron","expression":"* * * * *"}}}""";

    protected override SimulatedAzureOptions Configure(SimulatedAzureOptions quick) => quick with { LongRunningDuration = TimeSpan.FromMinutes(2), LongRunningRetryAfterSeconds = 15 };

    [Fact]
    public async Task Put_OriginalUriKind_CreatingThenSucceeded()
    {
        string path = $"{Arm.Primary}/schedules/nightly";

        Answer put = await Arm.PutAsync(path, Schedule);
        string status = put.Expect(HttpStatusCode.Created).Header("Azure-AsyncOperation")!;

        Assert.StartsWith($"{Azure.BaseUrl}/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.MachineLearningServices/locations/westeurope/mfeOperationsStatus/", status, StringComparison.Ordinal);
        Assert.Equal("Creating", put.Json["properties"]!["provisioningState"]!.ToString());
        Answer running = await Arm.FollowAsync(status);
        Assert.Equal("InProgress", running.Json["status"]!.ToString());
        Assert.Equal("15", running.Header("Retry-After"));
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("Succeeded", (await Arm.FollowAsync(status)).Json["status"]!.ToString());
        Assert.Equal("Succeeded", (await Arm.GetAsync(path)).Json["properties"]!["provisioningState"]!.ToString());
    }

    [Fact]
    public async Task Put_WhileBusy_Conflict()
    {
        string path = $"{Arm.Primary}/schedules/busy";
        await Arm.PutAsync(path, Schedule);

        (await Arm.PutAsync(path, Schedule)).Expect(HttpStatusCode.Conflict, "ConflictError");
        (await Arm.DeleteAsync(path)).Expect(HttpStatusCode.Conflict, "ConflictError");

        Clock.Advance(TimeSpan.FromMinutes(2));
        Answer update = await Arm.PutAsync(path, Schedule);
        Assert.Equal("Updating", update.Expect(HttpStatusCode.OK).Json["properties"]!["provisioningState"]!.ToString());
    }

    [Fact]
    public async Task Delete_EndpointWhileItsDeploymentIsMade_TheLatterFailsAndNothingIsLeft()
    {
        string endpoint = $"{Arm.Primary}/onlineEndpoints/short-lived";
        await Arm.PutAsync(endpoint, """{"location":"westeurope","properties":{"authMode":"Key"}}""");
        Clock.Advance(TimeSpan.FromMinutes(2));
        await Arm.DeleteAsync(endpoint);
        Azure.Resources.Put(endpoint, new() { ["location"] = "westeurope", ["properties"] = new System.Text.Json.Nodes.JsonObject { ["authMode"] = "Key" } });
        Clock.Advance(TimeSpan.FromMinutes(1));
        Answer put = await Arm.PutAsync(endpoint + "/deployments/blue", """{"location":"westeurope","properties":{"endpointComputeType":"Managed","instanceType":"Standard_DS3_v2"}}""");

        Clock.Advance(TimeSpan.FromMinutes(1));
        (await Arm.GetAsync(endpoint)).Expect(HttpStatusCode.NotFound);
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("Failed", (await Arm.FollowAsync(put.Expect(HttpStatusCode.Created).Header("Azure-AsyncOperation")!)).Json["status"]!.ToString());
        (await Arm.GetAsync(endpoint)).Expect(HttpStatusCode.NotFound);
        Assert.Equal(0, Azure.Capacity.CoresInUse("westeurope", "standardDSv2Family"));
    }

    [Fact]
    public async Task Delete_LocationKind_AcceptedThenGone()
    {
        string path = $"{Arm.Primary}/schedules/temporary";
        await Arm.PutAsync(path, Schedule);
        Clock.Advance(TimeSpan.FromMinutes(2));

        Answer accepted = (await Arm.DeleteAsync(path)).Expect(HttpStatusCode.Accepted);
        string location = accepted.Header("Location")!;

        Assert.Equal("15", accepted.Header("Retry-After"));
        Assert.Equal("Deleting", (await Arm.GetAsync(path)).Json["properties"]!["provisioningState"]!.ToString());
        (await Arm.FollowAsync(location)).Expect(HttpStatusCode.Accepted);
        Clock.Advance(TimeSpan.FromMinutes(2));
        (await Arm.FollowAsync(location)).Expect(HttpStatusCode.OK);
        (await Arm.GetAsync(path)).Expect(HttpStatusCode.NotFound);
        (await Arm.DeleteAsync(path)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Put_OperationFailsByRule_FailedWithError()
    {
        string path = $"{Arm.Primary}/schedules/doomed";
        Azure.Faults.Add(new FaultRule { Kinds = [FaultKind.OperationFailed], PathPattern = "/schedules/doomed", Times = 1 });

        string status = (await Arm.PutAsync(path, Schedule)).Header("Azure-AsyncOperation")!;
        Clock.Advance(TimeSpan.FromMinutes(2));
        Answer failed = await Arm.FollowAsync(status);

        Assert.Equal("Failed", failed.Json["status"]!.ToString());
        Assert.NotNull(failed.Json["error"]!["code"]);
        Assert.Equal("Failed", (await Arm.GetAsync(path)).Json["properties"]!["provisioningState"]!.ToString());
    }

    [Fact]
    public async Task Follow_UnknownOperation_NotFound() =>
        (await Arm.FollowAsync($"{Azure.BaseUrl}/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.MachineLearningServices/locations/westeurope/mfeOperationsStatus/none?api-version=2024-04-01"))
            .Expect(HttpStatusCode.NotFound);

    [Fact]
    public async Task Workspace_PatchAndResyncKeys_AnsweredByLocation()
    {
        Answer patch = (await Arm.PatchAsync(Arm.Primary, """{"tags":{"a":"b"},"properties":{"description":"patched"}}""")).Expect(HttpStatusCode.Accepted);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Answer resync = (await Arm.PostAsync(Arm.Primary + "/resyncKeys")).Expect(HttpStatusCode.Accepted);
        Clock.Advance(TimeSpan.FromMinutes(2));

        Answer patched = (await Arm.FollowAsync(patch.Header("Location")!)).Expect(HttpStatusCode.OK);

        Assert.Equal("patched", patched.Json["properties"]!["description"]!.ToString());
        Assert.Equal("b", patched.Json["tags"]!["a"]!.ToString());
        Assert.NotNull(patched.Json["properties"]!["storageAccount"]);
        (await Arm.FollowAsync(resync.Header("Location")!)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Workspace_PutWithOtherStorageAccount_Conflict()
    {
        string body = (await Arm.GetAsync(Arm.Primary)).Text.Replace("storageAccounts/stmldrprimary", "storageAccounts/other", StringComparison.Ordinal);

        Answer answer = (await Arm.PutAsync(Arm.Primary, body)).Expect(HttpStatusCode.Conflict, "ConflictError");

        Assert.Contains("'mlw-primary'", answer.Json["error"]!["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"properties":{"storageAccount":"other"}}""")]
    [InlineData("""{"location":"northeurope"}""")]
    public async Task Workspace_PatchFixedField_BadRequest(string body) =>
        (await Arm.PatchAsync(Arm.Primary, body)).Expect(HttpStatusCode.BadRequest, "BadArgument");

    [Fact]
    public async Task Workspace_Deleted_NameBlockedUntilPurgeOrFourteenDays()
    {
        string path = Arm.Primary.Replace("mlw-primary", "mlw-short", StringComparison.Ordinal);
        const string Body = """{"location":"westeurope","properties":{"friendlyName":"f"}}""";
        async Task<Answer> CreateAsync()
        {
            Answer answer = await Arm.PutAsync(path, Body);
            Clock.Advance(TimeSpan.FromMinutes(2));
            return answer;
        }

        async Task DeleteAsync(string? query = null)
        {
            (await Arm.DeleteAsync(path, query)).Expect(HttpStatusCode.Accepted);
            Clock.Advance(TimeSpan.FromMinutes(2));
        }

        (await CreateAsync()).Expect(HttpStatusCode.Accepted);
        await DeleteAsync();
        (await CreateAsync()).Expect(HttpStatusCode.Conflict, "SoftDeletedWorkspaceExists");
        (await Arm.DeleteAsync(path, "forceToPurge=true")).Expect(HttpStatusCode.OK);
        (await CreateAsync()).Expect(HttpStatusCode.Accepted);
        await DeleteAsync();
        Clock.Advance(TimeSpan.FromDays(14));
        (await CreateAsyncWithFreshToken()).Expect(HttpStatusCode.Accepted);

        Task<Answer> CreateAsyncWithFreshToken()
        {
            Arm.Token = Azure.Tokens.Issue("https://management.azure.com");
            return CreateAsync();
        }
    }
}
