using System.Text.Json.Nodes;
using AmlDr.Azure.Exporting;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AmlDr.Azure.Tests.Exporting;

public class CliYamlTests
{
    public static TheoryData<string> Texts() =>
    [
        "", " ", "a", "azureml:churn:7", "azureml://datastores/a/paths/b c", "yes", "No", "ON", "y", "null", "~", "true", "1", "0.01", "1e3", "1_000", "0x1F", "0o7", "12:30:45",
        "2026-11-21", "a: b", "a #b", "#", "- a", "* a", "&a", "!tag", "| x", "> x", "%x", "@x", "`x", "{{a}}", "${{inputs.data}}", "[a]", "'", "\"", "\\", "a\\nb",
        "line one\nline two\n", "  indented\n\ttab", "trailing ", "größe 模型 🚀", "\u0085\u2028\u0007\u007f", "a:", ":a", "a::b", "<<", "=", "...", "---", ".inf", "NaN", "-", "?",
        "python train.py --data ${{inputs.data}} \\\n  --rate 0.1", new string('x', 5000),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Write_AnyText_IsReadBackAsTheSameText(string text)
    {
        var body = new JsonObject { ["key"] = text, ["list"] = new JsonArray(text, new JsonObject { ["inner"] = text }) };
        if (text.Length is > 0 and < 1000)
        {
            body[text] = "value";
        }

        YamlMappingNode read = Read(CliYaml.Write(body, []));

        YamlScalarNode scalar = Assert.IsType<YamlScalarNode>(read["key"]);
        Assert.Equal(text, scalar.Value);
        Assert.Equal(text, ((YamlScalarNode)((YamlSequenceNode)read["list"])[0]).Value);
        Assert.Equal(body.Select(member => member.Key), read.Children.Keys.Select(key => ((YamlScalarNode)key).Value!));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("off")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("0.01")]
    [InlineData("2026-11-21")]
    [InlineData("1e3")]
    [InlineData("12:30")]
    [InlineData("")]
    public void Write_TextThatAReaderCouldTakeForSomethingElse_IsQuoted(string text) =>
        Assert.Equal($"a: \"{text}\"\n", CliYaml.Write(new JsonObject { ["a"] = text }, []));

    [Theory]
    [InlineData("true", "true")]
    [InlineData("12", "12")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("1e21", "1.0E+21")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "{}")]
    public void Write_OtherValues_AreNotQuoted(string json, string expected) =>
        Assert.Equal($"a: {expected}\n", CliYaml.Write(new JsonObject { ["a"] = JsonNode.Parse(json) }, []));

    [Fact]
    public void Write_PlainTexts_StandUnquoted() =>
        Assert.Equal(
            "$schema: https://azuremlschemas.azureedge.net/latest/model.schema.json\nmodel: azureml:churn:7\nlabel: azureml:churn@latest\n",
            CliYaml.Write(
                new JsonObject
                {
                    ["$schema"] = "https://azuremlschemas.azureedge.net/latest/model.schema.json", ["model"] = "azureml:churn:7", ["label"] = "azureml:churn@latest",
                },
                []));

    [Fact]
    public void Write_CommentWithLineBreaks_StaysAComment()
    {
        string yaml = CliYaml.Write(new JsonObject { ["a"] = 1 }, ["x\ninjected: 1\r\u2028y: 2\u0085z: 3"]);

        Assert.Equal(["a"], Read(yaml).Children.Keys.Select(key => ((YamlScalarNode)key).Value!));
        Assert.StartsWith("# x injected: 1", yaml, StringComparison.Ordinal);
    }

    private static YamlMappingNode Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new Parser(new StringReader(yaml)));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }
}
