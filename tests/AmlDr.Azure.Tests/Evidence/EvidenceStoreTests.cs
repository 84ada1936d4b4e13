using System.Text;
using AmlDr.Azure.Evidence;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Evidence;
using AmlDr.Core.Failures;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Azure.Tests.Evidence;

public class EvidenceStoreTests : SimulatorTest
{
    private EvidenceStore Store => Sim.Get<EvidenceStore>();

    [Fact]
    public async Task WriteAsync_Report_IsReadBackWhole()
    {
        string hash = await Store.WriteAsync(Report("first"), None);

        BinaryData json = (await Store.TryReadAsync(AppServices.PairName, "op/1", None))!;
        Assert.Equal("first", EvidenceChain.Read(json.ToMemory().Span, hash).Scope.Reason);
    }

    [Theory]
    [InlineData(FaultKind.TimeoutAfter)]
    [InlineData(FaultKind.ResetAfter)]
    [InlineData(FaultKind.Error503)]
    public async Task WriteAsync_AnswerLost_IsDoneOnce(FaultKind fault)
    {
        string hash = await Store.WriteAsync(Report("first") with { Operation = "other" }, None);
        Sim.Fail("blobs:put", fault);

        Assert.NotEqual(hash, await Store.WriteAsync(Report("first"), None));
        Assert.Equal(await Store.WriteAsync(Report("first"), None), await Store.WriteAsync(Report("first"), None));
    }

    [Fact]
    public async Task WriteAsync_OtherEvidenceOfTheOperation_IsConflictAndLeftAlone()
    {
        await Store.WriteAsync(Report("first"), None);

        await Assert.ThrowsAsync<ConflictException>(() => Store.WriteAsync(Report("second"), None));

        BinaryData json = (await Store.TryReadAsync(AppServices.PairName, "op/1", None))!;
        Assert.Contains("first", Encoding.UTF8.GetString(json.ToMemory().Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryReadAsync_NoEvidence_IsNull() => Assert.Null(await Store.TryReadAsync(AppServices.PairName, "nothing", None));

    private EvidenceReport Report(string reason) => new()
    {
        Operation = "op/1",
        Scope = new EvidenceScope(AppServices.PairName, "drill", Primary.ToString(), Secondary.ToString(), "kim", reason, DateTimeOffset.UnixEpoch),
        Plan = new EvidencePlan(DateTimeOffset.UnixEpoch, 0, 0, [], []),
        Steps = [],
        Outcome = new EvidenceOutcome("Completed", EvidenceTone.Good, DateTimeOffset.UnixEpoch, 0, 0),
    };
}
