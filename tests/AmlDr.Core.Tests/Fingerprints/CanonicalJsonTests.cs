using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Core.Fingerprints;

namespace AmlDr.Core.Tests.Fingerprints;

public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":{"d":null,"c":[ {"y":2, "x":1} ]}}""", """{"a":{"c":[{"x":1,"y":2}]},"b":1}""")]
    [InlineData("""[null,1.50,1e3,true]""", """[null,1.50,1e3,true]""")]
    [InlineData("null", "null")]
    public void Write_AnyOrderAndSpacing_GivesOneSpelling(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(json))));

    [Fact]
    public void Digest_EqualMeaning_IsEqual_OtherMeaning_IsNot()
    {
        string one = CanonicalJson.Digest(JsonNode.Parse("""{"a":1,"b":null}"""));

        Assert.Equal(one, CanonicalJson.Digest(JsonNode.Parse("""{ "a" : 1 }""")));
        Assert.NotEqual(one, CanonicalJson.Digest(JsonNode.Parse("""{"a":"1"}""")));
        Assert.Matches("^[0-9a-f]{64}$", one);
    }
}
