using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Catalog;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Notifications;

/// <summary>Spells notifications. Every text is data: none can become markup, a link or a mention. A text that carries a secret by its form is left out.</summary>
/// <remarks>
/// Sources. Slack: docs.slack.dev "Webhook client" (<c>text</c> and <c>blocks</c>), escaping of <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> in text.
/// Teams: learn.microsoft.com "Create Incoming Webhooks" (a message of at most 28 KB); the envelope <c>type: message</c> with an attachment of type
/// <c>application/vnd.microsoft.card.adaptive</c> as senders of other projects use it with Workflows. Unconfirmed: Slack's lengths of header (150),
/// field (2000) and section (3000), and that every Teams client shows a RichTextBlock, whose runs hold no Markdown.
/// </remarks>
public static class NotificationBody
{
    private const int LongestTitle = 150;
    private const int LongestText = 2500;
    private const int LongestValue = 300;
    private const int MostFacts = 20;
    private const int LargestBody = 24 * 1024;
    private const int SmallestShare = 16;
    private const int FieldsOfSection = 10;
    private const string LeftOut = "[left out: it carries a secret]";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>Spells a notification.</summary>
    /// <param name="message">The notification.</param>
    /// <param name="format">The form.</param>
    /// <returns>UTF-8 JSON, the same bytes each time.</returns>
    public static byte[] Write(NotificationMessage message, NotificationFormat format)
    {
        ArgumentNullException.ThrowIfNull(message);
        for (int share = 1; ; share *= 2)
        {
            NotificationMessage clean = Clean(message, share);
            byte[] body = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(
                format switch
                {
                    NotificationFormat.Slack => Slack(clean),
                    NotificationFormat.Teams => Teams(clean),
                    _ => Own(clean),
                },
                Plain);

            // What is escaped takes more bytes than it has characters, so texts that are too long become shorter until all fits.
            if (body.Length <= LargestBody || share == SmallestShare)
            {
                return body;
            }
        }
    }

    private static JsonObject Own(NotificationMessage message)
    {
        var body = new JsonObject
        {
            ["id"] = message.Id,
            ["type"] = $"amldr.operation.{Camel(message.Event)}",
            ["time"] = message.Time.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["severity"] = Camel(message.Severity),
            ["pair"] = message.Pair,
            ["operation"] = message.Operation,
            ["title"] = message.Title,
            ["text"] = message.Text,
            ["facts"] = new JsonArray([.. message.Facts.Select(fact => new JsonObject { ["name"] = fact.Name, ["value"] = fact.Value })]),
        };
        if (message.Serving is { } workspace)
        {
            body["servingWorkspace"] = new JsonObject
            {
                ["id"] = workspace.ToString(),
                ["subscription_id"] = workspace.SubscriptionId,
                ["resource_group"] = workspace.ResourceGroup,
                ["workspace_name"] = workspace.Name,
            };
        }

        return body;
    }

    private static JsonObject Slack(NotificationMessage message)
    {
        var blocks = new JsonArray { new JsonObject { ["type"] = "header", ["text"] = PlainText(message.Title) } };
        if (message.Text is { Length: > 0 } text)
        {
            blocks.Add(new JsonObject { ["type"] = "section", ["text"] = PlainText(text) });
        }

        foreach (NotificationFact[] facts in AllFacts(message).Chunk(FieldsOfSection))
        {
            blocks.Add(new JsonObject { ["type"] = "section", ["fields"] = new JsonArray([.. facts.Select(fact => PlainText($"{fact.Name}: {fact.Value}"))]) });
        }

        return new JsonObject { ["text"] = SlackText(message.Title), ["blocks"] = blocks };
    }

    private static JsonObject PlainText(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };

    private static string SlackText(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static JsonObject Teams(NotificationMessage message)
    {
        var body = new JsonArray { Rich(Run(message.Title, isBold: true, Colour(message.Severity))) };
        if (message.Text is { Length: > 0 } text)
        {
            body.Add(Rich(Run(text)));
        }

        foreach (NotificationFact fact in AllFacts(message))
        {
            body.Add(Rich(Run($"{fact.Name}: ", isBold: true), Run(fact.Value)));
        }

        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = new JsonObject
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["body"] = body,
                },
            }),
        };
    }

    private static JsonObject Rich(params JsonObject[] runs) => new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray([.. runs]) };

    private static JsonObject Run(string text, bool isBold = false, string? colour = null)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        if (isBold)
        {
            run["weight"] = "Bolder";
        }

        if (colour is not null)
        {
            run["color"] = colour;
        }

        return run;
    }

    private static string Colour(NotificationSeverity severity) => severity switch
    {
        NotificationSeverity.Critical => "Attention",
        NotificationSeverity.Warning => "Warning",
        _ => "Default",
    };

    private static IEnumerable<NotificationFact> AllFacts(NotificationMessage message) =>
        [
            new("Pair", message.Pair), new("Operation", message.Operation), .. message.Facts,
            .. message.Serving is { } workspace ? [new NotificationFact("Serving workspace", workspace.Name)] : Array.Empty<NotificationFact>(),
        ];

    private static NotificationMessage Clean(NotificationMessage message, int share) => message with
    {
        Title = Shown(message.Title, LongestTitle),
        Text = message.Text is null ? null : Shown(message.Text, LongestText / share),
        Facts = [.. message.Facts.Take(MostFacts).Select(fact => new NotificationFact(Shown(fact.Name, LongestValue / share), Shown(fact.Value, LongestValue / share)))],
    };

    private static string Shown(string text, int longest)
    {
        string clean = SecretTexts.IsSecret(text) ? LeftOut : ReportText.Clean(text);
        if (clean.Length <= longest)
        {
            return clean.Length == 0 ? "-" : clean;
        }

        // Never half a character.
        int end = char.IsHighSurrogate(clean[longest - 2]) ? longest - 2 : longest - 1;
        return clean[..end] + "…";
    }

    private static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
