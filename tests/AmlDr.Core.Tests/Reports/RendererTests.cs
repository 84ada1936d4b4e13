using System.Xml.Linq;
using AmlDr.Core.Reports;
using Markdig;

namespace AmlDr.Core.Tests.Reports;

public class RendererTests
{
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseMathematics().Build();

    public static TheoryData<string> Nasty() =>
    [
        "<script>alert(1)</script>", "a | b", "*bold* _it_ __x__ `code` ~~gone~~", "[link](javascript:alert(1))", "![x](y)", "&lt;&amp;&#60;", "# head", "- item",
        "1. one", "1) one", "snake_case_name", "a\\b", "\\|", "$x$", "\"quoted\" 'single'", "<!-- -->", "]]>", "größe 日本語 🙂", "+ plus", "=== rule", "---", "> quote",
        "azureml://subscriptions/1/resourceGroups/rg/workspaces/ws", "_lead", "tail_", ": --- |", "100 %",
    ];

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Html_AnyValue_IsShownAsItIsAndNowhereMarkup(string value)
    {
        XElement page = Parse(HtmlRenderer.Render(With(value)));

        Assert.Equal(value, page.Descendants("h1").Single().Value);
        Assert.Equal(value, page.Descendants("dd").First().Value);
        Assert.Equal([value, "good " + value], page.Descendants("td").Select(cell => cell.Value));
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("a"));
    }

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Markdown_AnyValue_IsShownAsItIs(string value)
    {
        XElement page = XElement.Parse($"<div>{Markdig.Markdown.ToHtml(MarkdownRenderer.Render(With(value)), Markdown)}</div>");

        Assert.Equal(value, page.Elements("h1").Single().Value);
        Assert.Equal($"Name {value}: {value}", page.Descendants("li").First().Value);
        Assert.Equal(value, page.Elements("p").First().Value);
        Assert.Equal([value, "good " + value], page.Descendants("td").Select(cell => cell.Value));
    }

    [Fact]
    public void Markdown_IdentifiersWithUnderscores_StayReadable() =>
        Assert.Equal("Standard_DS3_v2 of mlw-west", MarkdownRenderer.Escape("Standard_DS3_v2 of mlw-west"));

    [Fact]
    public void BothForms_ControlCharactersAndWritingDirection_AreReplaced()
    {
        const string value = "a\u0000b\u202Ec\uD800d";

        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd", Parse(HtmlRenderer.Render(With(value))).Descendants("h1").Single().Value);
        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd", MarkdownRenderer.Escape(value));
    }

    [Fact]
    public void BothForms_ManyLines_StayInTheirCell()
    {
        string html = HtmlRenderer.Render(With("one\r\ntwo"));
        string markdown = MarkdownRenderer.Render(With("one\r\ntwo"));

        Assert.Equal("one\ntwo", Parse(html).Descendants("td").First().Value);
        Assert.Contains("| one<br>two | good one<br>two |", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_Page_LoadsAndRunsNothing()
    {
        string html = HtmlRenderer.Render(With("x"));

        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<td />", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_ToneAndMark_BecomeClasses()
    {
        XElement page = Parse(HtmlRenderer.Render(With("x")));

        Assert.Equal("bad", (string?)page.Descendants("h2").Single().Element("span")?.Attribute("class"));
        Assert.Equal("good", (string?)page.Descendants("td").Last().Attribute("class"));
    }

    [Fact]
    public void ShortRowAndEmptyTable_AreFilled()
    {
        var report = new Report("t", [], [new ReportSection("s") { Tables = [new ReportTable(["a", "b"], [["1"]]), new ReportTable(["a"], [])] }]);

        Assert.Equal(["1", ""], Parse(HtmlRenderer.Render(report)).Descendants("td").Select(cell => cell.Value));
        Assert.Contains("| 1 |  |", MarkdownRenderer.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Figure_InHtmlDrawnInMarkdownDescribed()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        var figure = new ReportFigure("two <bars>", new XElement(svg + "svg", new XElement(svg + "rect", new XAttribute("width", 3)), new XElement(svg + "text", "<x>")));
        var report = new Report("t", [], [new ReportSection("s") { Figures = [figure] }]);

        Assert.Equal("<x>", Parse(HtmlRenderer.Render(report)).Descendants(svg + "text").Single().Value);
        Assert.Contains("two \\<bars\\>", MarkdownRenderer.Render(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><rect onclick='x()'/></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><use href='x'/></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><rect fill='url(http://x/y)'/></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><p xmlns='http://www.w3.org/1999/xhtml'/></svg>")]
    [InlineData("<div/>")]
    public void Figure_WhatRunsOrLoads_IsRefused(string drawing) =>
        Assert.Throws<ArgumentException>(() => new ReportFigure("x", XElement.Parse(drawing)));

    private static Report With(string value) => new(
        value,
        [new ReportFact("Name " + value, value)],
        [
            new ReportSection("s")
            {
                Mark = new ReportCell("Fail", ReportTone.Bad),
                Paragraphs = [value],
                Tables = [new ReportTable(["a", "b"], [[value, new ReportCell("good " + value, ReportTone.Good)]])],
            },
        ]);

    private static XElement Parse(string html) => XElement.Parse(html["<!DOCTYPE html>\n".Length..], LoadOptions.PreserveWhitespace);
}
