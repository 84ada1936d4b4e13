using AmlDr.Core.Operations.Moves;

namespace AmlDr.Core.Tests.Operations;

public class OperationMovesTests
{
    // state, move, next state, stages in which it is legal ("*" for all, "!a,b" for all but those). Everything else is illegal.
    private const string Table = """
        Accepted           Begin                  Running                 *
        Accepted           Cancel                 Cancelling              *
        Running            Advance                Running                 !Settle
        Running            Refuse                 Refused                 Guard,Assess
        Running            RequestApproval        WaitingForApproval      Approve
        Running            Pause                  Paused                  !Settle
        Running            StepFailed             PausedByFailure         *
        Running            Complete               Completed               Settle
        Running            CompleteWithExceptions CompletedWithExceptions Settle
        Running            Cancel                 Cancelling              !Settle,Restore
        WaitingForApproval Approve                Running                 *
        WaitingForApproval Reject                 Rejected                *
        WaitingForApproval Expire                 Expired                 *
        WaitingForApproval Cancel                 Cancelling              !Settle,Restore
        Paused             Resume                 Running                 *
        Paused             Cancel                 Cancelling              !Settle,Restore
        PausedByFailure    Retry                  Running                 *
        PausedByFailure    Skip                   Running                 *
        PausedByFailure    Cancel                 Cancelling              !Settle,Restore
        Cancelling         Undone                 Cancelled               *
        Cancelling         UndoneInPart           CancelledWithExceptions *
        """;

    [Fact]
    public void Next_EveryStateStageAndMove_IsAsTheTableSays()
    {
        var legal = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(row => (Parse<OperationState>(row[0]), Parse<OperationMove>(row[1])), row => (Next: Parse<OperationState>(row[2]), Stages: row[3]));
        foreach (OperationState state in Enum.GetValues<OperationState>())
        {
            foreach (OperationMove move in Enum.GetValues<OperationMove>())
            {
                foreach (OperationStage stage in Enum.GetValues<OperationStage>())
                {
                    OperationState? expected = legal.TryGetValue((state, move), out var row) && IsIn(row.Stages, stage) ? row.Next : null;
                    Assert.True(
                        expected == OperationMoves.Next(state, stage, move),
                        $"{state} at {stage}, {move}: expected {expected}, got {OperationMoves.Next(state, stage, move)}");
                }
            }
        }
    }

    [Fact]
    public void HasEnded_EveryState_IsTrueWhereNoMoveLeadsOut()
    {
        foreach (OperationState state in Enum.GetValues<OperationState>())
        {
            bool leadsOut = Enum.GetValues<OperationMove>().Any(move =>
                Enum.GetValues<OperationStage>().Any(stage => OperationMoves.Next(state, stage, move) is not null));
            Assert.Equal(!leadsOut, OperationMoves.HasEnded(state));
        }
    }

    [Fact]
    public void Next_FromEveryState_AnEndIsWithinReach()
    {
        foreach (OperationState start in Enum.GetValues<OperationState>())
        {
            var seen = new HashSet<OperationState> { start };
            var open = new Queue<OperationState>([start]);
            while (open.TryDequeue(out OperationState state))
            {
                foreach (OperationState next in Enum.GetValues<OperationMove>()
                    .SelectMany(move => Enum.GetValues<OperationStage>().Select(stage => OperationMoves.Next(state, stage, move))).OfType<OperationState>())
                {
                    if (seen.Add(next))
                    {
                        open.Enqueue(next);
                    }
                }
            }

            Assert.Contains(seen, OperationMoves.HasEnded);
        }
    }

    [Theory]
    [InlineData(OperationState.Running, OperationStage.Activate, "Pause,Cancel")]
    [InlineData(OperationState.Running, OperationStage.Settle, "")]
    [InlineData(OperationState.WaitingForApproval, OperationStage.Approve, "Approve,Reject,Cancel")]
    [InlineData(OperationState.Paused, OperationStage.Switch, "Resume,Cancel")]
    [InlineData(OperationState.PausedByFailure, OperationStage.Activate, "Retry,Skip,Cancel")]
    [InlineData(OperationState.PausedByFailure, OperationStage.Restore, "Retry,Skip")]
    [InlineData(OperationState.Cancelling, OperationStage.Activate, "")]
    [InlineData(OperationState.Completed, OperationStage.Settle, "")]
    public void OpenToStaff_State_ListsWhatStaffCanDo(OperationState state, OperationStage stage, string expected) =>
        Assert.Equal(expected, string.Join(',', OperationMoves.OpenToStaff(state, stage)));

    [Fact]
    public void Of_Drill_NeitherSwitchesNorResubmits()
    {
        IReadOnlyList<OperationStage> stages = OperationStages.Of(OperationMode.Drill);
        Assert.DoesNotContain(OperationStage.Switch, stages);
        Assert.DoesNotContain(OperationStage.Resubmit, stages);
        Assert.Contains(OperationStage.Restore, stages);
    }

    [Fact]
    public void After_EveryMode_LeadsFromGuardToSettleThroughEveryStageOnce()
    {
        foreach (OperationMode mode in Enum.GetValues<OperationMode>())
        {
            var walked = new List<OperationStage> { OperationStage.Guard };
            while (OperationStages.After(mode, walked[^1]) is { } next)
            {
                walked.Add(next);
            }

            Assert.Equal(OperationStages.Of(mode), walked);
            Assert.Equal(OperationStage.Settle, walked[^1]);
        }
    }

    private static T Parse<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text);

    private static bool IsIn(string stages, OperationStage stage) => stages == "*"
        || (stages[0] == '!' ? !stages[1..].Split(',').Contains(stage.ToString()) : stages.Split(',').Contains(stage.ToString()));
}
