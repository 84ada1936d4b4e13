using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Core.Notifications;

namespace AmlDr.Core.Tests.Notifications;

public class NotificationBodyTests
{
    private const string Evil = "<!channel> *bold* [x](https://evil.example) & <b>";

    [Fact]
    public void Write_Json_SaysEverything()
    {
        JsonNode body = Body(Message(), NotificationFormat.Json);

        Assert.Equal("amldr.operation.approvalNeeded", (string?)body["type"]);
        Assert.Equal("2026-11-21T03:00:00.0000000Z", (string?)body["time"]);
        Assert.Equal(("churn-prod", "op-1", "warning"), ((string?)body["pair"], (string?)body["operation"], (string?)body["severity"]));
        Assert.Equal("mlw-north", (string?)body["servingWorkspace"]!["workspace_name"]);
        Assert.Equal("Stage", (string?)body["facts"]![0]!["name"]);
    }

    [Fact]
    public void Write_Slack_TextsArePlainOrEscaped()
    {
        JsonNode body = Body(Message() with { Title = Evil, Text = Evil, Facts = [new NotificationFact(Evil, Evil)] }, NotificationFormat.Slack);

        Assert.DoesNotContain("<", (string)body["text"]!, StringComparison.Ordinal);
        Assert.Contains("&lt;!channel&gt;", (string)body["text"]!, StringComparison.Ordinal);
        JsonObject[] texts = [.. Nodes(body).OfType<JsonObject>().Where(node => node.ContainsKey("emoji"))];
        Assert.All(texts, text => Assert.Equal("plain_text", (string?)text["type"]));
        Assert.True(texts.Length >= 4);
    }

    [Fact]
    public void Write_Teams_HoldsNoBlockThatReadsMarkdown()
    {
        JsonNode body = Body(Message() with { Title = Evil }, NotificationFormat.Teams);

        JsonNode card = body["attachments"]![0]!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)card["contentType"]);
        Assert.All(card["content"]!["body"]!.AsArray(), block => Assert.Equal("RichTextBlock", (string?)block!["type"]));
        Assert.Equal(Evil, (string?)card["content"]!["body"]![0]!["inlines"]![0]!["text"]);
    }

    [Theory]
    [InlineData(NotificationFormat.Json)]
    [InlineData(NotificationFormat.Slack)]
    [InlineData(NotificationFormat.Teams)]
    public void Write_SecretInATextByItsForm_IsLeftOut(NotificationFormat format)
    {
        NotificationMessage message = Message() with
        {
            Title = "see https://st.blob.core.windows.net/c?sv=1&sig=canary",
            Text = "AccountKey=canarycanary;",
            Facts = [new NotificationFact("f", "https://u:canary@host/")],
        };

        Assert.DoesNotContain("canary", Encoding.UTF8.GetString(NotificationBody.Write(message, format)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NotificationFormat.Json)]
    [InlineData(NotificationFormat.Slack)]
    [InlineData(NotificationFormat.Teams)]
    public void Write_HugeTexts_StayWithinWhatTheChatsTake(NotificationFormat format)
    {
        string huge = string.Concat(Enumerable.Repeat("😀", 20_000));
        NotificationMessage message = Message() with
        {
            Title = huge, Text = huge, Facts = [.. Enumerable.Range(0, 500).Select(_ => new NotificationFact(huge, huge))],
        };

        Assert.DoesNotContain("\uFFFD", string.Concat(Nodes(Body(message, format)).OfType<JsonValue>()), StringComparison.Ordinal);
        Assert.InRange(NotificationBody.Write(message, format).Length, 10 * 1024, 28 * 1024);
    }

    [Fact]
    public void Write_Twice_IsTheSameBytes() =>
        Assert.Equal(NotificationBody.Write(Message(), NotificationFormat.Json), NotificationBody.Write(Message(), NotificationFormat.Json));

    [Fact]
    public void IdOf_Occurrences_AreToldApartAndStable()
    {
        string id = NotificationMessage.IdOf("p", "o", NotificationEvent.Paused, 1);

        Assert.Equal(id, NotificationMessage.IdOf("p", "o", NotificationEvent.Paused, 1));
        Assert.NotEqual(id, NotificationMessage.IdOf("p", "o", NotificationEvent.Paused, 2));
        Assert.NotEqual(id, NotificationMessage.IdOf("p", "o", NotificationEvent.Ended, 1));
        Assert.DoesNotContain('.', id);
    }

    // The vector of the specification's own test suites, such as libraries/python/tests of standard-webhooks/standard-webhooks.
    [Fact]
    public void Sign_PublishedVector_GivesThePublishedSignature() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Sign(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330),
                """{"test": 2432232314}"""u8));

    [Theory]
    [InlineData("short", false)]
    [InlineData("0123456789012345678901234", true)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("whsec_not base64!", false)]
    public void IsSound_Secret_AsksForTwentyFourBytes(string secret, bool isSound) => Assert.Equal(isSound, WebhookSignature.IsSound(secret));

    private static NotificationMessage Message() => new()
    {
        Id = NotificationMessage.IdOf("churn-prod", "op-1", NotificationEvent.ApprovalNeeded, 1), Event = NotificationEvent.ApprovalNeeded,
        Severity = NotificationSeverity.Warning, Time = new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.FromHours(1)), Pair = "churn-prod",
        Operation = "op-1", Title = "A failover waits for approval", Text = "curl …/approve", Facts = [new NotificationFact("Stage", "Approve")],
        ServingWorkspace = TestPair.SecondaryId,
    };

    private static JsonNode Body(NotificationMessage message, NotificationFormat format) => JsonNode.Parse(NotificationBody.Write(message, format))!;

    private static IEnumerable<JsonNode> Nodes(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Nodes(member.Value)).Prepend(members),
        JsonArray items => items.SelectMany(Nodes).Prepend(items),
        null => [],
        _ => [node],
    };
}
