using System.Text.Json.Nodes;
using AmlDr.Sandbox.Scenarios.Checking;

namespace AmlDr.EndToEnd.Tests.Checking;

public class EvidenceCheckTests
{
    // Worked out by the script of docs/evidence.md.
    private const string Whole = """
        {"format":"amldr-evidence/1","operation":"op-1","entries":[
        {"number":1,"kind":"scope","content":{"pair":"demo","note":"é \"quoted\""},"previous":"","hash":"@1"},
        {"number":2,"kind":"end","content":{"operation":"op-1","entries":2},"previous":"@1","hash":"@2"}],"hash":"@2"}
        """;

    private const string First = "d7e4a955c5d34a0b85d5b54491dfbd5e7d7ab2222ba1f9b2aabd9af7101801bf";
    private const string Second = "cd58775342474bfd8f653aca50614174cd89beb5853a810c61d347983a4e10d4";

    [Fact]
    public void Problems_WholeChain_None() => Assert.Empty(EvidenceCheck.Problems(Document(), "op-1"));

    [Fact]
    public void Problems_OfAnotherOperation_SaysSo() => Assert.Contains("of another operation", Assert.Single(EvidenceCheck.Problems(Document(), "op-2")), StringComparison.Ordinal);

    [Fact]
    public void Problems_ChangedContent_NamesTheEntry()
    {
        JsonObject document = Document();
        document["entries"]![0]!["content"]!["pair"] = "other";

        Assert.Contains("entry 1 was changed", EvidenceCheck.Problems(document, "op-1"));
    }

    [Fact]
    public void Problems_RemovedEntry_SaysSo()
    {
        JsonObject document = Document();
        document["entries"]!.AsArray().RemoveAt(0);

        Assert.Contains("entry 1 is out of place", EvidenceCheck.Problems(document, "op-1"));
    }

    [Fact]
    public void Problems_AnotherDocument_SaysSo() => Assert.Single(EvidenceCheck.Problems(new JsonObject { ["format"] = "x" }, "op-1"));

    private static JsonObject Document() => JsonNode.Parse(Whole.Replace("@1", First, StringComparison.Ordinal).Replace("@2", Second, StringComparison.Ordinal))!.AsObject();
}
