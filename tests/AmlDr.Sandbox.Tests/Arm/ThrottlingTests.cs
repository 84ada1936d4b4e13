using System.Net;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Token buckets, driven by a clock that stands still until it is moved.</summary>
public sealed class ThrottlingTests : SimulatorTest
{
    private const string Model = """{"properties":{"modelUri":"u"}}""";

    protected override SimulatedAzureOptions Configure(SimulatedAzureOptions quick) => quick with
    {
        Throttling = new ThrottlingOptions { ReadBurst = 5, ReadsPerSecond = 2, WriteBurst = 3, WritesPerSecond = 0.5, DeleteBurst = 2, DeletesPerSecond = 1, GlobalFactor = 2 },
    };

    [Fact]
    public void Options_Default_AreThePublishedRates()
    {
        ThrottlingOptions options = new();

        Assert.True(options.Enabled);
        Assert.Equal((250, 25, 200, 10, 200, 10), (options.ReadBurst, options.ReadsPerSecond, options.WriteBurst, options.WritesPerSecond, options.DeleteBurst, options.DeletesPerSecond));
    }

    [Fact]
    public async Task Get_BucketEmpty_TooManyRequestsUntilRetryAfter()
    {
        for (int left = 4; left >= 0; left--)
        {
            Answer answer = (await ReadAsync()).Expect(HttpStatusCode.OK);
            Assert.Equal(left.ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Header("x-ms-ratelimit-remaining-subscription-reads"));
        }

        Answer refused = (await ReadAsync()).Expect(HttpStatusCode.TooManyRequests, "SubscriptionRequestsThrottled");

        Assert.Equal("1", refused.Header("Retry-After"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await ReadAsync()).Expect(HttpStatusCode.OK);
        (await ReadAsync()).Expect(HttpStatusCode.OK);
        (await ReadAsync()).Expect(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Put_BucketEmpty_NothingWritten()
    {
        for (int version = 1; version <= 3; version++)
            (await WriteAsync(Arm.Primary, version)).Expect(HttpStatusCode.Created);

        Answer refused = (await WriteAsync(Arm.Primary, 4)).Expect(HttpStatusCode.TooManyRequests);

        Assert.Equal("2", refused.Header("Retry-After"));
        Assert.Null(Azure.Resources.Get($"{Arm.Primary}/models/m/versions/4"));
        Assert.Equal(3, Azure.Calls.Summarise().Effects("models/versions:put"));
        Assert.Equal(1, Azure.Calls.Summarise().Operations.Single(count => count.Operation == "models/versions:put").Throttled);
    }

    [Fact]
    public async Task Put_OtherRegionPrincipalOrKind_HasItsOwnBucket()
    {
        for (int version = 1; version <= 3; version++)
            await WriteAsync(Arm.Primary, version);
        (await WriteAsync(Arm.Primary, 4)).Expect(HttpStatusCode.TooManyRequests);
        using ArmCaller other = new(Azure) { Token = Azure.Tokens.Issue("https://management.azure.com", Guid.NewGuid()) };

        (await WriteAsync(Arm.Secondary, 1)).Expect(HttpStatusCode.Created);
        (await other.PutAsync($"{Arm.Primary}/models/m/versions/5", Model)).Expect(HttpStatusCode.Created);
        (await Arm.DeleteAsync($"{Arm.Primary}/models/m/versions/1")).Expect(HttpStatusCode.OK);
        (await ReadAsync()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Put_AllPrincipalsTogether_LimitedByTheGlobalBucket()
    {
        int admitted = 0;
        for (int principal = 0; principal < 4; principal++)
        {
            using ArmCaller caller = new(Azure) { Token = Azure.Tokens.Issue("https://management.azure.com", Guid.NewGuid()) };
            for (int version = 1; version <= 3; version++)
            {
                if ((await caller.PutAsync($"{Arm.Primary}/models/p{principal}/versions/{version}", Model)).Status == HttpStatusCode.Created)
                    admitted++;
            }
        }

        Assert.Equal(6, admitted);
    }

    [Fact]
    public async Task Configure_SwitchedOff_AdmitsAnything()
    {
        Azure.Throttle.Configure(new ThrottlingOptions { Enabled = false });

        for (int i = 0; i < 20; i++)
            Assert.Null((await ReadAsync()).Expect(HttpStatusCode.OK).Header("x-ms-ratelimit-remaining-subscription-reads"));
    }

    [Fact]
    public void Configure_RateNotAboveZero_ThrowsNamingEveryMistake()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Azure.Throttle.Configure(new ThrottlingOptions { ReadBurst = 0, WritesPerSecond = -1 }));

        Assert.Contains("readBurst", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("writesPerSecond", thrown.Message, StringComparison.Ordinal);
    }

    private Task<Answer> ReadAsync() => Arm.GetAsync(Arm.Primary);

    private Task<Answer> WriteAsync(string workspace, int version) => Arm.PutAsync($"{workspace}/models/m/versions/{version}", Model);
}
