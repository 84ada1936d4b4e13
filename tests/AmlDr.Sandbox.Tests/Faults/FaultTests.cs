using System.Net;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Faults;

/// <summary>Faults of single calls, outages of regions, latency.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Model = """{"properties":{"modelUri":"u"}}""";

    private SimulatedAzure Azure { get; set; } = null!;

    private ArmCaller Arm { get; set; } = null!;

    private BlobCaller Blob { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync();
        Arm = new ArmCaller(Azure, checkContract: false);
        Blob = new BlobCaller(Azure);
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        Blob.Dispose();
        await Azure.DisposeAsync();
    }

    [Theory]
    [InlineData(FaultKind.Throttle429, HttpStatusCode.TooManyRequests)]
    [InlineData(FaultKind.Error500, HttpStatusCode.InternalServerError)]
    [InlineData(FaultKind.Error503, HttpStatusCode.ServiceUnavailable)]
    public async Task Fault_WithStatus_AnsweredInTheServicesFormAndNothingDone(FaultKind kind, HttpStatusCode status)
    {
        Azure.Faults.Add(new FaultRule { Kinds = [kind], Method = "PUT", Times = 2, RetryAfterSeconds = 7 });

        Answer arm = await Arm.PutAsync($"{Arm.Primary}/models/m/versions/1", Model);
        Answer blob = await Blob.PutAsync("/stmldrprimary/azureml/b", "x");

        arm.Expect(status);
        Assert.NotNull(arm.Json["error"]!["code"]);
        blob.Expect(status);
        Assert.NotNull(blob.Xml.Element("Code"));
        Assert.Equal(kind == FaultKind.Error500 ? null : "7", arm.Header("Retry-After"));
        Assert.Null(Azure.Resources.Get($"{Arm.Primary}/models/m/versions/1"));
        Assert.Null(Azure.Blobs.Read("stmldrprimary", "azureml", "b"));
        (await Arm.PutAsync($"{Arm.Primary}/models/m/versions/1", Model)).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(FaultKind.Reset, false)]
    [InlineData(FaultKind.TimeoutBefore, false)]
    [InlineData(FaultKind.TimeoutAfter, true)]
    [InlineData(FaultKind.ResetAfter, true)]
    public async Task Fault_WithoutAnswer_EffectOnlyForThoseAfter(FaultKind kind, bool tookEffect)
    {
        Azure.Faults.Add(new FaultRule { Id = "f", Kinds = [kind], Method = "PUT", Times = 2 });

        await Assert.ThrowsAsync<HttpRequestException>(() => Arm.PutAsync($"{Arm.Primary}/models/m/versions/1", Model));
        await Assert.ThrowsAsync<HttpRequestException>(() => Blob.PutAsync("/stmldrprimary/azureml/b", "x"));

        Assert.Equal(tookEffect, Azure.Resources.Get($"{Arm.Primary}/models/m/versions/1") is not null);
        Assert.Equal(tookEffect, Azure.Blobs.Read("stmldrprimary", "azureml", "b") is not null);
        Assert.All(Azure.Calls.Read(), call =>
        {
            Assert.Equal(0, call.Status);
            Assert.Equal(tookEffect, call.TookEffect);
            Assert.StartsWith("f:", call.Fault, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Fault_SkipAndTimes_StrikeExactlyThose()
    {
        Azure.Faults.Add(new FaultRule { Kinds = [FaultKind.Error500], Operation = "models:list", Skip = 2, Times = 3 });

        List<HttpStatusCode> statuses = [];
        for (int i = 0; i < 7; i++)
            statuses.Add((await Arm.GetAsync($"{Arm.Primary}/models")).Status);

        Assert.Equal("200 200 500 500 500 200 200", string.Join(' ', statuses.Select(status => (int)status)));
    }

    [Theory]
    [InlineData("service")]
    [InlineData("method")]
    [InlineData("path")]
    [InlineData("region")]
    [InlineData("operation")]
    public async Task Fault_Matcher_LeavesOtherCallsAlone(string matcher)
    {
        FaultRule rule = new() { Kinds = [FaultKind.Error503] };
        Azure.Faults.Add(matcher switch
        {
            "service" => rule with { Service = AzureService.Blob },
            "method" => rule with { Method = "DELETE" },
            "path" => rule with { PathPattern = "/models/[a-c]+/" },
            "region" => rule with { Region = "northeurope" },
            _ => rule with { Operation = "environments:list" },
        });

        (await Arm.GetAsync($"{Arm.Primary}/models")).Expect(HttpStatusCode.OK);
        Answer struck = matcher switch
        {
            "service" => await Blob.GetAsync("/stmldrprimary/azureml/b"),
            "method" => await Arm.DeleteAsync($"{Arm.Primary}/models/m"),
            "path" => await Arm.GetAsync($"{Arm.Primary}/models/abc/versions/1"),
            "region" => await Arm.GetAsync($"{Arm.Secondary}/models"),
            _ => await Arm.GetAsync($"{Arm.Primary}/environments"),
        };
        struck.Expect(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Fault_SameSeed_SameCallsFail()
    {
        async Task<string> RunAsync(int seed)
        {
            await using SimulatedAzure azure = await Sim.StartAsync(options => options with { Seed = seed });
            using ArmCaller arm = new(azure, checkContract: false);
            azure.Faults.Add(new FaultRule { Kinds = [FaultKind.Error500, FaultKind.Error503, FaultKind.Throttle429], Probability = 0.5 });
            List<int> statuses = [];
            for (int i = 0; i < 40; i++)
                statuses.Add((int)(await arm.GetAsync($"{arm.Primary}/models")).Status);
            return string.Join(' ', statuses);
        }

        string first = await RunAsync(7);

        Assert.Equal(first, await RunAsync(7));
        Assert.NotEqual(first, await RunAsync(8));
        Assert.Equal(4, first.Split(' ').Distinct().Count());
    }

    [Theory]
    [InlineData("none", 0, 0)]
    [InlineData("light", 0.01, 0.06)]
    [InlineData("heavy", 0.06, 0.15)]
    public async Task Profile_ShareOfCallsStruck_ByEveryKind(string profile, double least, double most)
    {
        Azure.Faults.Hang = TimeSpan.Zero;
        Azure.Faults.SetProfile(profile);

        for (int i = 0; i < 600; i++)
        {
            try
            {
                await Blob.HeadAsync("/stmldrprimary/azureml/none");
            }
            catch (HttpRequestException)
            {
                // Half of the kinds lose the answer.
            }
        }

        IReadOnlyList<CallRecord> struck = [.. Azure.Calls.Read().Where(call => call.Fault is not null)];
        double share = struck.Count / (double)Azure.Calls.Read().Count;
        Assert.InRange(share, least, most);
        if (profile == "heavy")
            Assert.Equal(7, struck.Select(call => call.Fault).Distinct().Count());
    }

    [Fact]
    public void Add_UnsoundRule_ThrowsNamingEveryMistake()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() =>
            Azure.Faults.Add(new FaultRule { Kinds = [], Probability = 2, Times = 0, Skip = -1, RetryAfterSeconds = -1, HangMilliseconds = -1, PathPattern = "(" }));

        Assert.All((string[])["kinds", "probability", "times", "skip", "retryAfterSeconds", "hangMilliseconds", "pathPattern"], name => Assert.Contains($"'{name}'", thrown.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outage_Mix_EveryCallOfTheRegionFailsAndNoneElsewhere()
    {
        await Blob.PutAsync("/stmldrprimary/azureml/b", "x");
        Azure.Regions.TakeDown("westeurope");

        for (int i = 0; i < 15; i++)
        {
            await AssertFailsAsync(() => Arm.GetAsync(Arm.Primary));
            await AssertFailsAsync(() => Arm.PutAsync($"{Arm.Primary}/models/m/versions/{i + 1}", Model));
            await AssertFailsAsync(() => Arm.PostAsync(Azure.World.PrimaryAccount.ResourceId + "/listKeys"));
            await AssertFailsAsync(() => Blob.GetAsync("/stmldrprimary/azureml/b"));
        }

        (await Arm.GetAsync(Arm.Secondary)).Expect(HttpStatusCode.OK);
        (await Arm.GetAsync(ArmCaller.InSubscription("/locations"))).Expect(HttpStatusCode.OK);
        (await Blob.PutAsync("/stmldrsecondary/azureml/b", "x")).Expect(HttpStatusCode.Created);
        (await Blob.PutAsync("/stmldrcontrol/none/b", "x")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(3, Azure.Calls.Read().Select(call => call.Fault).OfType<string>().Distinct().Count());
    }

    [Theory]
    [InlineData(OutageMode.Unavailable)]
    [InlineData(OutageMode.Timeout)]
    [InlineData(OutageMode.Reset)]
    public async Task Outage_Mode_BehavesSo(OutageMode mode)
    {
        Azure.Regions.TakeDown("northeurope", mode);

        if (mode == OutageMode.Unavailable)
        {
            (await Arm.GetAsync(Arm.Secondary)).Expect(HttpStatusCode.ServiceUnavailable);
            (await Blob.GetAsync("/stmldrsecondary/azureml/b")).Expect(HttpStatusCode.ServiceUnavailable, "ServerBusy");
        }
        else
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => Arm.GetAsync(Arm.Secondary));
            await Assert.ThrowsAsync<HttpRequestException>(() => Blob.GetAsync("/stmldrsecondary/azureml/b"));
        }

        Assert.All(Azure.Calls.Read(), call => Assert.Equal("outage:" + mode.ToString().ToLowerInvariant(), call.Fault));
    }

    [Fact]
    public async Task Outage_Over_EverythingIsAsItWas()
    {
        await Arm.PutAsync($"{Arm.Primary}/models/m/versions/1", Model);
        await Blob.SendAsync(HttpMethod.Put, "/stmldrprimary/azureml/b?comp=block&blockid=MQ==", [1]);
        Azure.Regions.TakeDown("westeurope");
        await AssertFailsAsync(() => Arm.DeleteAsync($"{Arm.Primary}/models/m"));
        Azure.Regions.Restore("westeurope");

        (await Arm.GetAsync($"{Arm.Primary}/models/m/versions/1")).Expect(HttpStatusCode.OK);
        Assert.Single((await Blob.GetAsync("/stmldrprimary/azureml/b?comp=blocklist&blocklisttype=uncommitted")).Xml.Element("UncommittedBlocks")!.Elements());
    }

    [Fact]
    public async Task Outage_CopyFromLostRegion_SourceCannotBeVerified()
    {
        await Blob.PutAsync("/stmldrprimary/azureml/b", "x");
        Azure.Regions.TakeDown("westeurope");

        (await Blob.SendAsync(
            HttpMethod.Put,
            "/stmldrsecondary/azureml/b",
            [],
            ("x-ms-blob-type", "BlockBlob"),
            ("x-ms-copy-source", Blob.UrlOf("stmldrprimary", "azureml", "b")),
            ("x-ms-copy-source-authorization", "Bearer " + Blob.Token)))
            .Expect(HttpStatusCode.InternalServerError, "CannotVerifyCopySource");
    }

    [Fact]
    public void TakeDown_UnknownRegion_Throws() => Assert.Throws<ArgumentException>(() => Azure.Regions.TakeDown("atlantis"));

    [Fact]
    public async Task Latency_NarrowestSettingCounts()
    {
        ManualTimeProvider clock = new();
        await using SimulatedAzure azure = await Sim.StartAsync(options => options with { Clock = clock });
        using ArmCaller arm = new(azure);
        azure.Latency.Set(new LatencySetting { Milliseconds = 60_000 });
        azure.Latency.Set(new LatencySetting { Service = AzureService.Arm, Milliseconds = 0, JitterMilliseconds = 0 });
        azure.Latency.Set(new LatencySetting { Service = AzureService.Arm, Region = "westeurope", Milliseconds = 5_000 });

        Task<Answer> call = arm.GetAsync(arm.Primary);
        await Eventually.IsTrue(() => clock.Waiting > 0, "the call waits");
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        (await call).Expect(HttpStatusCode.OK);
        Assert.Equal(5_000, azure.Calls.Read().Single().DurationMilliseconds);
    }

    private static async Task AssertFailsAsync(Func<Task<Answer>> call)
    {
        try
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await call()).Status);
        }
        catch (HttpRequestException)
        {
            // Dropped or reset.
        }
    }
}
