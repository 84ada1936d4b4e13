using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Azure.Jobs;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Jobs;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Jobs;

public class JobCapturerTests : SimulatorTest
{
    private const string Secret = "canary-7f3a-not-to-be-kept";
    private const string Pass = "pass1";
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly Lazy<IServiceProvider> _services;

    public JobCapturerTests() => _services = new Lazy<IServiceProvider>(() => Sim.Build(_clock));

    private protected override SimulatedAzureOptions Options => new() { DefaultPageSize = 5 };

    private JobPreparer Preparer => _services.Value.GetRequiredService<JobPreparer>();

    private JobStore Store => _services.Value.GetRequiredService<JobStore>();

    [Fact]
    public async Task CapturePageAsync_JobsOfEveryState_KeepsThoseThatHaveNotEnded()
    {
        foreach (string status in new[] { "Queued", "Running", "NotResponding", "Completed", "Failed", "Canceled" })
        {
            PutJob($"j{status}", status);
        }

        await PassAsync();

        Assert.Equal(["jNotResponding", "jQueued", "jRunning"], (await EntriesAsync()).Keys.Order(StringComparer.Ordinal));
        JobCapture job = (await Store.TryGetAsync(Sim.Pair.Name, "jRunning", None))!;
        Assert.Equal("python train.py", (string?)job.Document["properties"]!["command"]);
        Assert.Equal(("Running", null), (job.Status, job.EndedAt));
    }

    [Fact]
    public async Task CapturePageAsync_ManyJobs_CostOnePageEachAndNoReads()
    {
        for (int i = 0; i < 12; i++)
        {
            PutJob($"j{i}", "Running");
        }

        await PassAsync();
        await PassAsync();

        Assert.Equal(12, (await EntriesAsync()).Count);
        Assert.Equal(6, Sim.Calls("jobs:list").Count);
        Assert.Empty(Sim.Calls("jobs:get"));
    }

    [Fact]
    public async Task CapturePageAsync_UnchangedJob_IsNotWrittenAgain()
    {
        PutJob("steady", "Running");
        await PassAsync();
        DateTimeOffset first = (await EntriesAsync())["steady"].CapturedAt;
        _clock.Advance(TimeSpan.FromHours(1));

        await PassAsync();

        Assert.Equal(first, (await EntriesAsync())["steady"].CapturedAt);
    }

    [Fact]
    public async Task CapturePageAsync_SpecificationMissingInTheList_IsRead()
    {
        // The simulator's lists are whole; a pipeline without steps stands for one that is not.
        Sim.Azure.Resources.Put(Id("bare"), new JsonObject { ["properties"] = new JsonObject { ["jobType"] = "Pipeline", ["jobs"] = new JsonObject() } });
        Sim.Azure.Resources.SetJobStatus(Id("bare"), "Running");

        await PassAsync();
        await PassAsync();

        Assert.Single(Sim.Calls("jobs:get"));
        Assert.Equal(["IncompleteSpecification"], (await EntriesAsync())["bare"].Obstacles);
    }

    [Fact]
    public async Task PrepareAsync_SecretVariable_IsKeptSealedAndOpenedAgainWithThePrimaryDead()
    {
        PutJob("secretive", "Running", ("API_KEY", Secret), ("PLAIN", "seen"));
        await PassAsync();
        JobCapture kept = (await Store.TryGetAsync(Sim.Pair.Name, "secretive", None))!;
        Assert.Equal("seen", (string?)kept.Document["properties"]!["environmentVariables"]!["PLAIN"]);
        Assert.Equal(["/properties/environmentVariables/API_KEY"], kept.Sealed.Keys);
        AssertNowhereInTheControlStore(Secret);
        Sim.Azure.Regions.TakeDown("westeurope");
        long before = Sim.Azure.Calls.LastSequence;

        JobSubmission job = await Preparer.PrepareAsync(Sim.Pair.Name, "secretive", "failover-1", None);

        Assert.True(job.CanBeSubmitted);
        Assert.Equal(Secret, (string?)job.Body["properties"]!["environmentVariables"]!["API_KEY"]);
        Assert.Equal($"{Secondary}/environments/e/versions/1", (string?)job.Body["properties"]!["environmentId"]);
        Assert.Equal("secretive", (string?)job.Body["properties"]!["tags"]![JobResubmission.SourceTag]);
        Assert.Empty(Sim.Azure.Calls.Read(new CallQuery { Region = "westeurope", Since = before }));
    }

    [Fact]
    public async Task CapturePageAsync_SignedInput_IsListedWithoutItsSignature()
    {
        Sim.Azure.Resources.Put(Id("signed"), new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["jobType"] = "Command", ["command"] = "c", ["environmentId"] = "azureml:e:1",
                ["inputs"] = new JsonObject { ["d"] = new JsonObject { ["jobInputType"] = "uri_file", ["uri"] = $"https://acc.blob.core.windows.net/c/f?sv=2024&sig={Secret}" } },
            },
        });

        await PassAsync();

        Assert.Equal(["SignedAddress"], (await EntriesAsync())["signed"].Obstacles);
        AssertNowhereInTheControlStore(Secret);
    }

    [Fact]
    public async Task PrepareAsync_Prepared_IsTakenByTheSecondary()
    {
        PutJob("again", "Running");
        await PassAsync();

        JobSubmission job = await Preparer.PrepareAsync(Sim.Pair.Name, "again", "failover-1", None);
        Sim.Azure.Resources.Put($"{Secondary}/jobs/{job.Name}", job.Body);

        Assert.Equal("python train.py", (string?)Sim.Azure.Resources.Get($"{Secondary}/jobs/{job.Name}")!["properties"]!["command"]);
    }

    [Fact]
    public async Task SettleAsync_JobEnds_IsKeptForADayWithItsEndState()
    {
        PutJob("short", "Running");
        await PassAsync();
        Sim.Azure.Resources.SetJobStatus(Id("short"), "Failed");

        await PassAsync();

        JobCaptureEntry ended = (await EntriesAsync())["short"];
        Assert.Equal("Failed", ended.Status);
        Assert.Equal(_clock.GetUtcNow(), ended.EndedAt);
        _clock.Advance(JobCapturer.KeptAfterEnd - TimeSpan.FromMinutes(1));
        await PassAsync();
        Assert.True((await EntriesAsync()).ContainsKey("short"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PassAsync();
        Assert.Empty(await EntriesAsync());
    }

    [Fact]
    public async Task SettleAsync_JobGoneFromTheLists_IsAskedForByItselfAndEndsAsDeleted()
    {
        PutJob("gone", "Running");
        PutJob("stays", "Running");
        await PassAsync();
        Sim.Azure.Resources.Remove(Id("gone"));

        await PassAsync();

        Assert.Equal(JobStates.Deleted, (await EntriesAsync())["gone"].Status);
        Assert.Null((await EntriesAsync())["stays"].EndedAt);
        Assert.Single(Sim.Calls("jobs:get"));
    }

    [Fact]
    public async Task CapturePageAsync_StateMovesOn_IsFollowedWithoutCapturingAnew()
    {
        PutJob("moving", "Queued");
        await PassAsync();
        DateTimeOffset first = (await EntriesAsync())["moving"].CapturedAt;
        _clock.Advance(TimeSpan.FromMinutes(5));
        Sim.Azure.Resources.SetJobStatus(Id("moving"), "Running");

        await PassAsync();

        Assert.Equal(("Running", first), ((await EntriesAsync())["moving"].Status, (await EntriesAsync())["moving"].CapturedAt));
    }

    [Theory]
    [InlineData("jobs:list")]
    [InlineData("blobs:list")]
    [InlineData("blobs:put")]
    public async Task Pass_CallFailsOnce_EndsWithTheJobsKept(string operation)
    {
        // On the system's clock, which the waits before repetitions go by.
        ServiceProvider services = Sim.Build();
        foreach (FaultKind kind in FaultKinds.Passing)
        {
            PutJob($"j{kind}", "Running", ("N", $"{kind}"));
            Sim.Fail(operation, kind);

            await FaultKinds.UntilDoneAsync(() => PassAsync(services));

            Assert.True((await EntriesAsync()).ContainsKey($"j{kind}"), $"{kind}");
        }
    }

    [Fact]
    public async Task Pass_PrimaryDead_FailsAndForgetsNothing()
    {
        PutJob("kept", "Running");
        await PassAsync();
        Sim.Azure.Regions.TakeDown("westeurope");

        await Assert.ThrowsAnyAsync<Core.Failures.AmlDrException>(() => PassAsync(Sim.Build()));

        Assert.Null((await EntriesAsync())["kept"].EndedAt);
    }

    private async Task<int> PassAsync(IServiceProvider? services = null)
    {
        JobCapturer capturer = (services ?? _services.Value).GetRequiredService<JobCapturer>();
        string? token = null;
        var listing = new JobListing();
        int pages = 0;
        int live = 0;
        do
        {
            JobPage page = (await capturer.CapturePageAsync(Sim.Pair.Name, Pass, pages++, token, listing, None))!;
            (token, listing, live) = (page.ContinuationToken, page.Listing, live + page.Live);
        }
        while (token is not null);
        await capturer.SettleAsync(Sim.Pair.Name, Pass, pages, None);
        await capturer.RecordAsync(
            Sim.Pair.Name, Pass, pages, new JobPass { StartedAt = _clock.GetUtcNow(), EndedAt = _clock.GetUtcNow(), Live = live }, None);
        return live;
    }

    private Task<IReadOnlyDictionary<string, JobCaptureEntry>> EntriesAsync() => Store.ListAsync(Sim.Pair.Name, None);

    private string Id(string name) => $"{Primary}/jobs/{name}";

    private void PutJob(string name, string status, params (string Name, string Value)[] variables)
    {
        var values = new JsonObject();
        foreach ((string variable, string value) in variables)
        {
            values[variable] = value;
        }

        Sim.Azure.Resources.Put(Id(name), new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["jobType"] = "Command", ["command"] = "python train.py", ["environmentId"] = $"{Primary}/environments/e/versions/1",
                ["environmentVariables"] = values,
            },
        });
        Sim.Azure.Resources.SetJobStatus(Id(name), status);
    }

    private void AssertNowhereInTheControlStore(string text)
    {
        string account = Sim.World.ControlAccount.Name;
        foreach (string container in Sim.Azure.Blobs.Containers(account))
        {
            Assert.All(Sim.Azure.Blobs.List(account, container, ""), blob => Assert.DoesNotContain(
                text, Encoding.UTF8.GetString(Sim.Azure.Blobs.Read(account, container, blob.Name)!.ToArray()), StringComparison.Ordinal));
        }
    }
}
