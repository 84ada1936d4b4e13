using System.Text.Json.Nodes;
using AmlDr.Core.Traffic;

namespace AmlDr.Core.Tests.Traffic;

public class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", true)]
    [InlineData("""{"a":1}""", """{"a":2}""", false)]
    [InlineData("""{"a":1}""", """{"b":null}""", true)]
    [InlineData("""{"b":1}""", """{"b":null}""", false)]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"x":1}}""", true)]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"y":null}}""", false)]
    [InlineData("""{}""", """{"a":{"x":null}}""", true)]
    [InlineData("""{}""", """{"a":{"x":1}}""", false)]
    [InlineData("""{"a":5}""", """{"a":{"x":null}}""", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2]}""", true)]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,2]}""", false)]
    public void Holds_Document_SaysWhetherThePatchWouldChangeNothing(string document, string patch, bool holds) =>
        Assert.Equal(holds, MergePatch.Holds(Parse(document), Parse(patch)));

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":3}""", """{"a":1}""")]
    [InlineData("""{"b":2}""", """{"a":3}""", """{"a":null}""")]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"x":9,"z":8}}""", """{"a":{"x":1,"z":null}}""")]
    [InlineData("""{}""", """{"a":{"x":9}}""", """{"a":{"x":null}}""")]
    [InlineData("""{"a":[1]}""", """{"a":[2,3]}""", """{"a":[1]}""")]
    [InlineData("""{"a":7}""", """{"a":{"x":1}}""", """{"a":7}""")]
    public void Undo_Patch_BringsBackWhatItTouches(string document, string patch, string undo)
    {
        Assert.Equal(undo, MergePatch.Undo(Parse(document), Parse(patch)).ToJsonString());
        Assert.True(MergePatch.Holds(Parse(document), MergePatch.Undo(Parse(document), Parse(patch))));
    }

    [Fact]
    public void Leaves_OddNames_ArePointersThatLeadBack()
    {
        JsonObject patch = Parse("""{"tags":{"a/b":"1","c~d":{"e":null}},"n":[1]}""");

        Assert.Equal(["/tags/a~1b", "/tags/c~0d/e", "/n"], MergePatch.Leaves(patch).Select(leaf => leaf.Pointer));
        Assert.Equal("1", (string?)MergePatch.At(patch, "/tags/a~1b"));
        Assert.Null(MergePatch.At(patch, "/n/x/y"));
    }

    [Fact]
    public void Combine_Two_IsWhatBothInTurnWouldDo() =>
        Assert.Equal(
            """{"a":{"x":1,"y":3},"b":null,"c":{"d":1}}""",
            MergePatch.Combine(Parse("""{"a":{"x":1,"y":2},"b":4,"c":5}"""), Parse("""{"a":{"y":3},"b":null,"c":{"d":1}}""")).ToJsonString());

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
