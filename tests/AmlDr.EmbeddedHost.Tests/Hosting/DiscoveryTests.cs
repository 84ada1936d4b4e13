using System.Reflection;
using AmlDr.EmbeddedHost.Hosting;
using AmlDr.EmbeddedHost.Invocation;
using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.EmbeddedHost.Tests.Hosting;

/// <summary>How functions are found, and what is said of those that cannot work.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public async Task Start_WrongFunctions_ListsAllErrors()
    {
        HostConfigurationException error = await Assert.ThrowsAsync<HostConfigurationException>(() => TestApp.StartAsync([typeof(Wrong), typeof(WrongToo)]));

        foreach (string expected in new[]
        {
            "Function 'NoTrigger' (AmlDr.EmbeddedHost.Tests.Hosting.DiscoveryTests+Wrong.NoTrigger) has 0 trigger parameters",
            "Function 'TwoTriggers'", "Function 'AsyncVoid'", "Function 'NoContext'", "binds [DurableClient] to String",
        })
        {
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Start_NameUsedTwice_IsRefused()
    {
        HostConfigurationException error = await Assert.ThrowsAsync<HostConfigurationException>(() => TestApp.StartAsync([typeof(Twice)]));

        Assert.Contains("The function name 'Same' is used by", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(BadCron), "not a valid NCRONTAB expression")]
    [InlineData(typeof(BadInterval), "neither an NCRONTAB expression")]
    [InlineData(typeof(MissingSetting), "the setting 'NotThere', which is not set")]
    public async Task Start_WrongSchedule_IsRefused(Type functions, string expected)
    {
        HostConfigurationException error = await Assert.ThrowsAsync<HostConfigurationException>(() => TestApp.StartAsync([functions]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AssembliesOf_Entry_IsTheEntryAndWhatUsesTheHost()
    {
        IReadOnlyList<Assembly> assemblies = FunctionDiscovery.AssembliesOf(typeof(DiscoveryTests).Assembly);

        Assert.Equal([typeof(DiscoveryTests).Assembly], assemblies);
    }

    [Fact]
    public void Find_StaticAndInstanceMethods_AreFoundWithTheirBindings()
    {
        FunctionDiscovery discovery = new(_ => false);

        FunctionCatalog catalog = discovery.Find([typeof(SampleFunctions)]);

        Assert.Empty(discovery.Errors);
        FunctionDescriptor greet = catalog.Find("greet")!;
        Assert.Equal(FunctionKind.Activity, greet.Kind);
        Assert.Equal("activityTrigger", greet.Definition.InputBindings["name"].Type);
        Assert.EndsWith("SampleFunctions.Greet", greet.Definition.EntryPoint, StringComparison.Ordinal);
        Assert.True(catalog.TryGetOrchestrator("GREETALL", out _));
    }

    [Fact]
    public async Task Call_AliasOfTheTrigger_FindsTheFunction()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Aliased)]);

        Assert.Equal("aliased", (await app.RunAsync("OrchestrationAlias")).ReadOutputAs<string>());
    }

    public static class Wrong
    {
        [Function("NoTrigger")]
        public static void NoTrigger(string input) => _ = input;

        [Function("TwoTriggers")]
        public static void TwoTriggers([ActivityTrigger] string a, [ActivityTrigger] string b) => _ = a + b;

        [Function("AsyncVoid")]
        public static async void AsyncVoid([ActivityTrigger] string a)
        {
            await Task.Yield();
            _ = a;
        }
    }

    public static class WrongToo
    {
        [Function("NoContext")]
        public static void NoContext([OrchestrationTrigger] string context) => _ = context;

        [Function("NoClient")]
        public static void NoClient([ActivityTrigger] string a, [DurableClient] string client) => _ = a + client;
    }

    public static class Twice
    {
        [Function("Same")]
        public static void One([ActivityTrigger] string a) => _ = a;

        [Function("same")]
        public static void Two([ActivityTrigger] string a) => _ = a;
    }

    public static class BadCron
    {
        [Function("T")]
        public static void T([TimerTrigger("0 0 25 * * *")] TimerInfo timer) => _ = timer;
    }

    public static class BadInterval
    {
        [Function("T")]
        public static void T([TimerTrigger("now and then")] TimerInfo timer) => _ = timer;
    }

    public static class MissingSetting
    {
        [Function("T")]
        public static void T([TimerTrigger("%NotThere%")] TimerInfo timer) => _ = timer;
    }

    public static class Aliased
    {
        [Function("OrchestrationFunction")]
        public static Task<string> Run([OrchestrationTrigger(Orchestration = "OrchestrationAlias")] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("ActivityAlias", input: null);

        [Function("ActivityFunction")]
        public static string Act([ActivityTrigger(Activity = "ActivityAlias")] string? input) => input ?? "aliased";
    }
}
