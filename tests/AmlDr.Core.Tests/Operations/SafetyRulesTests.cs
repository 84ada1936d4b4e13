using AmlDr.Core.Assets;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Tests.Operations;

public class SafetyRulesTests
{
    private static readonly StartRequest Good = new(OperationMode.Unplanned, "p", "region is gone", "ann", false);

    [Fact]
    public void JudgeRequest_Complete_Passes() => Assert.Null(SafetyRules.JudgeRequest("p", Good));

    [Theory]
    [InlineData(null, "r", "a", "not-confirmed")]
    [InlineData("P", "r", "a", "not-confirmed")]
    [InlineData("p ", "r", "a", "not-confirmed")]
    [InlineData("p", " ", "a", "bad-request")]
    [InlineData("p", "r", null, "bad-request")]
    public void JudgeRequest_Incomplete_IsRefusedWithTheNextCommand(string? confirm, string? reason, string? by, string code)
    {
        OperationRefusal refusal = SafetyRules.JudgeRequest("p", Good with { Confirm = confirm, Reason = reason, RequestedBy = by })!;

        Assert.Equal(code, refusal.Code);
        Assert.StartsWith("POST /api/pairs/p/failovers {\"mode\":\"unplanned\",\"confirm\":\"p\"", refusal.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OperationMode.Planned, PairSide.Primary, null)]
    [InlineData(OperationMode.Unplanned, PairSide.Primary, null)]
    [InlineData(OperationMode.Drill, PairSide.Primary, null)]
    [InlineData(OperationMode.Failback, PairSide.Primary, "primary-serves")]
    [InlineData(OperationMode.Planned, PairSide.Secondary, "secondary-serves")]
    [InlineData(OperationMode.Unplanned, PairSide.Secondary, "secondary-serves")]
    [InlineData(OperationMode.Drill, PairSide.Secondary, "secondary-serves")]
    [InlineData(OperationMode.Failback, PairSide.Secondary, null)]
    public void JudgeState_ModeAndActiveSide_FitOrAreRefused(OperationMode mode, PairSide active, string? code) =>
        Assert.Equal(code, SafetyRules.JudgeState("p", mode, new PairState { ActiveSide = active }, null)?.Code);

    [Fact]
    public void JudgeState_AnotherOperationHoldsThePair_IsRefusedAndItsOwnIsNot()
    {
        var state = new PairState { OperationId = "op-1" };

        OperationRefusal refusal = SafetyRules.JudgeState("p", OperationMode.Drill, state, "op-2")!;
        Assert.Equal(("operation-under-way", "GET /api/operations/op-1"), (refusal.Code, refusal.Next));
        Assert.Null(SafetyRules.JudgeState("p", OperationMode.Drill, state, "op-1"));
    }

    [Theory]
    [InlineData(OperationMode.Unplanned, false, true, "primary-is-healthy")]
    [InlineData(OperationMode.Unplanned, true, true, null)]
    [InlineData(OperationMode.Unplanned, false, false, null)]
    [InlineData(OperationMode.Planned, false, true, null)]
    [InlineData(OperationMode.Planned, true, false, "primary-is-down")]
    [InlineData(OperationMode.Drill, false, true, null)]
    [InlineData(OperationMode.Drill, false, false, null)]
    [InlineData(OperationMode.Failback, false, false, "primary-is-down")]
    [InlineData(OperationMode.Failback, false, true, null)]
    public void JudgeHealth_ModeAndPrimary_FitOrAreRefused(OperationMode mode, bool force, bool healthy, string? code) =>
        Assert.Equal(code, SafetyRules.JudgeHealth("p", Good with { Mode = mode, Force = force }, healthy)?.Code);

    [Fact]
    public void Turn_SameDirection_KeepsTheGeneration()
    {
        PairState state = PairState.Initial;

        Assert.Same(state, state.Turn(MirrorDirection.Forward));
        Assert.Equal(2, state.Turn(MirrorDirection.Paused).Generation);
        Assert.Equal((3, PairSide.Secondary), (state.Turn(MirrorDirection.Paused).Serve(PairSide.Secondary, MirrorDirection.Paused).Generation, PairSide.Secondary));
    }

    [Theory]
    [InlineData(FailbackConflicts.Report, false, FailbackDecision.LeaveBoth)]
    [InlineData(FailbackConflicts.Report, true, FailbackDecision.LeaveBoth)]
    [InlineData(FailbackConflicts.PreferSecondary, false, FailbackDecision.TakeSecondary)]
    [InlineData(FailbackConflicts.PreferSecondary, true, FailbackDecision.LeaveBoth)]
    [InlineData(FailbackConflicts.PreferPrimary, false, FailbackDecision.KeepPrimary)]
    [InlineData(FailbackConflicts.PreferPrimary, true, FailbackDecision.KeepPrimary)]
    public void Decide_RuleAndImmutability_NeverOverwriteWhatCannotBeChanged(FailbackConflicts rule, bool immutable, FailbackDecision expected) =>
        Assert.Equal(expected, new FailbackConflict(new AssetId("model", "m", "1"), immutable ? ["properties.modelUri"] : [], ["properties.tags"]).Decide(rule));

    [Fact]
    public void RecoveryTimes_WaitForApproval_IsCountedAndToldApart()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        RecoveryTimes times = RecoveryTimes.Of(
            start, start.AddSeconds(100), [(start.AddSeconds(10), start.AddSeconds(40)), (start.AddSeconds(90), start.AddSeconds(500))], TimeSpan.FromSeconds(7));

        Assert.Equal(new RecoveryTimes(100, 40, 7), times);
        Assert.Null(RecoveryTimes.Of(start, null, [], TimeSpan.Zero).RtoSeconds);
    }

    [Theory]
    [InlineData(200, "{\"a\":1}", null)]
    [InlineData(500, "{\"a\":1}", "it answered 500, and 200 is expected")]
    [InlineData(200, "{\"a\":2}", "its answer is not the JSON that is expected")]
    [InlineData(200, "no json with a", "its answer is not the JSON that is expected")]
    [InlineData(200, "{}", "its answer does not hold 'a'")]
    public void SampleJudge_Answer_IsJudged(int status, string body, string? fault)
    {
        var sample = new VerificationSample("fraud*", 1, Contains: "a", Answer: System.Text.Json.Nodes.JsonNode.Parse("{\"a\":1}"));

        Assert.Equal(fault, SampleJudge.Judge(sample, status, body));
        Assert.True(SampleJudge.IsFor(sample, "fraud-eu"));
        Assert.False(SampleJudge.IsFor(sample, "churn"));
    }
}
