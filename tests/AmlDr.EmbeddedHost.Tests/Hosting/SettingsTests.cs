using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Testing;
using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace AmlDr.EmbeddedHost.Tests.Hosting;

/// <summary>host.json, local.settings.json and the host's own settings.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amldr-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_ManyWrongSettings_ListsAllWithNameValueAndRemedy()
    {
        HostConfigurationException error = await Assert.ThrowsAsync<HostConfigurationException>(() => TestApp.StartAsync(
            [typeof(SampleFunctions)],
            """
            {
              "functionTimeout": "soon",
              "extensions": {
                "http": {
                  "customHeaders": { "X Bad": "x", "X-Split": "a\r\nb: c", "X-Good": "1" }
                },
                "durableTask": {
                  "hubName": "no good!",
                  "maxConcurrentActivityFunctions": 0,
                  "maxConcurrentOrchestratorFunctions": "many",
                  "overridableExistingInstanceStates": "Some",
                  "versionMatchStrategy": "Perhaps"
                }
              }
            }
            """,
            settings: new Dictionary<string, string?>
            {
                ["EmbeddedHost:Keys:Master"] = "short-secret",
                ["EmbeddedHost:DrainSeconds"] = "-1",
                ["EmbeddedHost:EventGridMaxBodyBytes"] = "1",
            }));

        Assert.Equal(11, error.Errors.Count);
        foreach (string expected in new[]
        {
            "functionTimeout is 'soon'", "hubName is 'no good!'", "maxConcurrentActivityFunctions is '0'", "maxConcurrentOrchestratorFunctions is 'many'",
            "overridableExistingInstanceStates is 'Some'", "versionMatchStrategy is 'Perhaps'", "EmbeddedHost__Keys__Master has 12 characters",
            "customHeaders.X Bad is 'x'", "customHeaders.X-Split is 'a", "EmbeddedHost__DrainSeconds is '-1'", "EmbeddedHost__EventGridMaxBodyBytes is '1'",
        })
        {
            Assert.Contains(error.Errors, line => line.Contains(expected, StringComparison.Ordinal));
        }

        Assert.DoesNotContain("short-secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NothingSet_GivesTheDefaults()
    {
        SettingsReader reader = new(new ConfigurationBuilder().Build());

        EmbeddedHostSettings settings = reader.Read();

        Assert.Empty(reader.Errors);
        Assert.Equal(Path.Combine(".amldr", "state"), settings.StateDirectory);
        Assert.Equal("api", settings.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(30), settings.FunctionTimeout);
    }

    [Fact]
    public void Read_TimeoutMinusOne_MeansNoLimit()
    {
        SettingsReader reader = new(new ConfigurationBuilder()
            .AddInMemoryCollection([new("AzureFunctionsJobHost:functionTimeout", "-1")]).Build());

        Assert.Null(reader.Read().FunctionTimeout);
    }

    [Fact]
    public async Task Start_HubNameOfASetting_IsResolved()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)],
            """{"extensions":{"durableTask":{"hubName":"%MyHub%"}}}""",
            settings: new Dictionary<string, string?> { ["MyHub"] = "FromSetting" });

        Assert.True(File.Exists(Path.Combine(app.Server.StateDirectory, "FromSetting.db")));
    }

    [Fact]
    public async Task Start_HostJsonValueAsSetting_OverridesTheFile()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)],
            """{"extensions":{"durableTask":{"hubName":"FromFile"}}}""",
            settings: new Dictionary<string, string?> { ["AzureFunctionsJobHost:extensions:durableTask:hubName"] = "FromEnvironment" });

        Assert.True(File.Exists(Path.Combine(app.Server.StateDirectory, "FromEnvironment.db")));
    }

    [Fact]
    public async Task Start_HostJsonThatIsNoJson_IsRefused()
    {
        HostConfigurationException error = await Assert.ThrowsAsync<HostConfigurationException>(() => TestApp.StartAsync([typeof(SampleFunctions)], "{"));

        Assert.Contains("host.json' is not JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadHostJson_CommentsAndLogLevels_AreUnderstood()
    {
        File.WriteAllText(Path.Combine(_folder, "host.json"), """
            {
              // comments are allowed
              "version": "2.0",
              "logging": { "logLevel": { "default": "Warning", "AmlDr": "Debug" } },
            }
            """);

        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(HostFiles.ReadHostJson(_folder)).Build();

        Assert.Equal("Warning", configuration["Logging:LogLevel:Default"]);
        Assert.Equal("Debug", configuration["Logging:LogLevel:AmlDr"]);
        Assert.Equal("2.0", configuration["AzureFunctionsJobHost:version"]);
    }

    [Fact]
    public void ReadLocalSettings_Values_BecomeSettings()
    {
        File.WriteAllText(Path.Combine(_folder, "local.settings.json"), """
            { "IsEncrypted": false, "Values": { "AmlDr__Pairs__0__Name": "west", "Count": 3 }, "Host": { "LocalHttpPort": 7099 } }
            """);

        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(HostFiles.ReadLocalSettings(_folder)).Build();

        Assert.Equal("west", configuration["AmlDr:Pairs:0:Name"]);
        Assert.Equal("3", configuration["Count"]);
        Assert.Equal("7099", configuration[HostFiles.LocalHttpPort]);
    }

    [Fact]
    public void ReadLocalSettings_Encrypted_IsRefused()
    {
        File.WriteAllText(Path.Combine(_folder, "local.settings.json"), """{ "IsEncrypted": true, "Values": {} }""");

        Assert.Contains("Decrypt it", Assert.Throws<HostConfigurationException>(() => HostFiles.ReadLocalSettings(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DisabledFunction_IsNotServed()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(TriggerFunctions)], settings: new Dictionary<string, string?> { ["AzureWebJobs.Hello.Disabled"] = "true" });

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await app.Server.Http.GetAsync("/api/hello/Ada")).StatusCode);
    }

    [Fact]
    public async Task AdvanceAsync_OnTheSystemClock_IsRefused()
    {
        await using EmbeddedHostTestServer server = await EmbeddedHostTestServer.StartAsync(new EmbeddedHostTestOptions { FunctionTypes = [typeof(ReplayOnly)] });

        await Assert.ThrowsAsync<InvalidOperationException>(() => server.AdvanceAsync(TimeSpan.FromSeconds(1)));
    }

    public static class ReplayOnly
    {
        [Microsoft.Azure.Functions.Worker.Function("Nothing")]
        public static void Nothing([Microsoft.Azure.Functions.Worker.ActivityTrigger] string? input) => _ = input;
    }
}
