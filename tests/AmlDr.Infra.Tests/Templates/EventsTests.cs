using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Core.Events;
using AmlDr.Core.Kinds;
using AmlDr.Infra.Tests.Support;

namespace AmlDr.Infra.Tests.Templates;

/// <summary>What Event Grid is asked to deliver is what the app takes.</summary>
public sealed class EventsTests
{
    private static readonly string Template = Repository.Read("infra", "modules", "events.bicep");

    [Fact]
    public void Destination_OfTheSubscriptions_IsAFunctionOfTheApp()
    {
        string name = Regex.Match(Template, @"/functions/(?<name>\w+)'").Groups["name"].Value;

        IEnumerable<string> triggers = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src", "AmlDr.Functions", "Triggers"), "*.cs")
            .Select(File.ReadAllText)
            .Where(text => text.Contains("[EventGridTrigger]", StringComparison.Ordinal))
            .Select(text => Regex.Match(text, @"\[Function\(""(?<name>\w+)""\)\]").Groups["name"].Value);

        Assert.Equal([name], triggers);
    }

    [Theory]
    [InlineData("workspaceSubscription")]
    [InlineData("resourceSubscription")]
    public void EventTypes_OfASubscription_AreUnderstood(string subscription)
    {
        string list = BicepText.Declarations(Template).Single(one => one.Symbol == subscription).Value("includedEventTypes")!;
        string[] types = [.. Regex.Matches(list, "'(?<type>[^']+)'").Select(match => match.Groups["type"].Value)];

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Equal(EventVerdict.AssetChanged, Read(type).Verdict));
    }

    [Fact]
    public void Filter_OfResourceEvents_LetsEveryKindThrough()
    {
        IEnumerable<string> values = Regex.Matches(Template, "'/workspaces/(?<collection>[A-Za-z]+)/'").Select(match => match.Groups["collection"].Value);

        Assert.All(
            KindCatalog.CreateDefault().All,
            kind => Assert.Contains(kind.Collection.Split('/')[0], values, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void DeadLetters_OfTheWorkspaceSubscription_GoToTheControlStoreByIdentity()
    {
        BicepText.Declaration subscription = BicepText.Declarations(Template).Single(one => one.Symbol == "workspaceSubscription");
        BicepText.Declaration module = BicepText.Declarations(Repository.Read("infra", "main.bicep")).Single(one => one.Symbol == "events");

        Assert.Contains("deadLetterWithResourceIdentity", subscription.Body, StringComparison.Ordinal);
        Assert.Equal("eventsIdentityId", subscription.Value("userAssignedIdentity"));
        Assert.Equal("controlStore.outputs.id", module.Value("deadLetterAccountId"));
        Assert.Equal("controlStore.outputs.deadLetterContainerName", module.Value("deadLetterContainerName"));
    }

    private static EventReading Read(string type)
    {
        const string workspace =
            "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/mlw";
        var message = new JsonObject
        {
            ["id"] = "1",
            ["eventType"] = type,
            ["topic"] = workspace,
            ["subject"] = $"{workspace}/models/a/versions/1",
            ["data"] = new JsonObject { ["modelName"] = "a", ["modelVersion"] = "1" },
        };
        return new AssetEventReader(KindCatalog.CreateDefault()).Read(message.ToJsonString());
    }
}
