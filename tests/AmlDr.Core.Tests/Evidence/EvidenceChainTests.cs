using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Core.Evidence;
using AmlDr.Core.Failures;

namespace AmlDr.Core.Tests.Evidence;

public class EvidenceChainTests
{
    [Theory]
    [InlineData("text")]
    [InlineData(EvidenceSamples.Evil)]
    public void Write_Report_IsWholeAndReadBack(string text)
    {
        byte[] json = EvidenceChain.Write(EvidenceSamples.Report(text));

        EvidenceVerdict verdict = EvidenceVerifier.Verify(json);
        Assert.True(verdict.IsWhole, verdict.Reason);
        Assert.Equal(json, EvidenceChain.Write(EvidenceChain.Read(json, verdict.Hash)));
    }

    [Fact]
    public void Verify_EveryValueChanged_IsFoundInItsEntry()
    {
        JsonObject whole = JsonNode.Parse(EvidenceChain.Write(EvidenceSamples.Report()))!.AsObject();
        int entries = whole["entries"]!.AsArray().Count;
        for (int position = 0; position < entries; position++)
        {
            foreach (string pointer in Leaves(whole["entries"]![position]!, "").ToArray())
            {
                JsonObject changed = whole.DeepClone().AsObject();
                Set(changed["entries"]![position]!, pointer.Split('/')[1..]);

                EvidenceVerdict verdict = Verify(changed);

                Assert.False(verdict.IsWhole, $"{position}{pointer}");
                Assert.Equal(position + 1, verdict.Entry);
                Assert.NotEmpty(verdict.Reason);
            }
        }
    }

    [Fact]
    public void Verify_EntryRemovedOrMovedOrDoubled_IsFound()
    {
        JsonObject whole = JsonNode.Parse(EvidenceChain.Write(EvidenceSamples.Report()))!.AsObject();
        int entries = whole["entries"]!.AsArray().Count;
        for (int position = 0; position < entries; position++)
        {
            Assert.False(Changed(list => list.RemoveAt(position)).IsWhole);
            Assert.False(Changed(list => list.Insert(position, list[position]!.DeepClone())).IsWhole);
            if (position > 0)
            {
                Assert.False(Changed(list =>
                {
                    JsonNode moved = list[position]!;
                    list.RemoveAt(position);
                    list.Insert(position - 1, moved);
                }).IsWhole);
            }
        }

        EvidenceVerdict Changed(Action<JsonArray> change)
        {
            JsonObject copy = whole.DeepClone().AsObject();
            change(copy["entries"]!.AsArray());
            return Verify(copy);
        }
    }

    [Fact]
    public void Verify_CutOffWithTheHashCorrected_IsFound()
    {
        JsonObject document = JsonNode.Parse(EvidenceChain.Write(EvidenceSamples.Report()))!.AsObject();
        JsonArray entries = document["entries"]!.AsArray();
        entries.RemoveAt(entries.Count - 1);
        document["hash"] = (string)entries[^1]!["hash"]!;

        Assert.Contains("cut off", Verify(document).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_MadeAnewAsAWhole_IsFoundByTheHashThatWasKept()
    {
        string? kept = EvidenceVerifier.Verify(EvidenceChain.Write(EvidenceSamples.Report("what happened"))).Hash;
        byte[] forged = EvidenceChain.Write(EvidenceSamples.Report("what did not"));

        Assert.True(EvidenceVerifier.Verify(forged).IsWhole);
        Assert.False(EvidenceVerifier.Verify(forged, kept).IsWhole);
        Assert.Throws<InvalidAssetException>(() => EvidenceChain.Read(forged, kept));
    }

    [Fact]
    public void Verify_EvidenceOfAnotherOperation_IsFound()
    {
        JsonObject document = JsonNode.Parse(EvidenceChain.Write(EvidenceSamples.Report()))!.AsObject();
        document["operation"] = "op-2";

        Assert.False(Verify(document).IsWhole);
    }

    [Fact]
    public void Verify_MemberThatNoHashCovers_IsFound()
    {
        string json = Encoding.UTF8.GetString(EvidenceChain.Write(EvidenceSamples.Report()));

        Assert.False(VerifyText(json.Replace("\"format\"", "\"note\": 1, \"format\"", StringComparison.Ordinal)).IsWhole);
        Assert.False(VerifyText(json.Replace("\"kind\": \"plan\"", "\"kind\": \"plan\", \"note\": 1", StringComparison.Ordinal)).IsWhole);
        Assert.False(VerifyText(json.Replace("\"kind\": \"plan\"", "\"kind\": \"step\", \"kind\": \"plan\"", StringComparison.Ordinal)).IsWhole);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":"amldr-evidence/1","operation":"o","entries":[],"hash":""}""")]
    [InlineData("""{"format":"amldr-evidence/1","operation":"o","entries":[null],"hash":""}""")]
    [InlineData("""{"format":"amldr-evidence/1","operation":"o","entries":[{"number":1,"kind":"scope","content":1.5,"previous":"","hash":"x"}],"hash":"x"}""")]
    public void Verify_SomethingElse_IsBrokenAndNothingIsThrown(string json) => Assert.False(VerifyText(json).IsWhole);

    [Fact]
    public void Hash_FirstEntry_IsSha256OfItsCanonicalForm()
    {
        JsonObject entry = JsonNode.Parse("""{"previous":"","number":1,"hash":"ignored","kind":"scope","content":{"b":"é\u0001\"\\/<","a":[true,null,-5]}}""")!.AsObject();

        const string Canonical = "{\"content\":{\"a\":[true,null,-5],\"b\":\"é\\u0001\\\"\\\\/<\"},\"kind\":\"scope\",\"number\":1,\"previous\":\"\"}";
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Canonical))), EvidenceChain.HashOf(entry));
    }

    private static EvidenceVerdict Verify(JsonNode document) => VerifyText(document.ToJsonString());

    private static EvidenceVerdict VerifyText(string json) => EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(json));

    private static IEnumerable<string> Leaves(JsonNode? node, string pointer) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, $"{pointer}/{member.Key}")),
        JsonArray { Count: > 0 } items => items.SelectMany((item, position) => Leaves(item, $"{pointer}/{position}")),
        _ => [pointer],
    };

    private static void Set(JsonNode node, string[] steps)
    {
        foreach (string step in steps[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        }

        if (node is JsonArray items)
        {
            items[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = "changed";
        }
        else
        {
            node[steps[^1]] = "changed";
        }
    }
}
