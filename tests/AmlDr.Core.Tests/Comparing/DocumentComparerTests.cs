using System.Text.Json.Nodes;
using AmlDr.Core.Comparing;

namespace AmlDr.Core.Tests.Comparing;

public class DocumentComparerTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":[1,2]}}""", """{"b":{"c":[1,2]},"a":1}""")]
    [InlineData("""{"a":null}""", """{}""")]
    public void Compare_SameMeaning_FindsNothing(string expected, string actual) => Assert.Empty(Compare(expected, actual));

    [Theory]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":2}}""", "'a.b' should be 1 and is 2")]
    [InlineData("""{"a":1}""", """{}""", "'a' should be 1 and is absent")]
    [InlineData("""{}""", """{"a":"x"}""", "'a' should be absent and is \"x\"")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,3]}""", "'a.1' should be 2 and is 3")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "'a' should be [1,2] and is [1]")]
    [InlineData("""{"a":"1"}""", """{"a":1}""", "'a' should be \"1\" and is 1")]
    public void Compare_Difference_NamesTheFieldAndBothValues(string expected, string actual, string message) =>
        Assert.Equal(message, Assert.Single(Compare(expected, actual)).ToString());

    private static IReadOnlyList<FieldDifference> Compare(string expected, string actual) =>
        DocumentComparer.Compare(JsonNode.Parse(expected)!.AsObject(), JsonNode.Parse(actual)!.AsObject());
}
