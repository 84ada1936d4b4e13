using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Core.Tests.Operations;

public class StageRunTests
{
    [Fact]
    public void Of_Circle_IsRefused() =>
        Assert.Throws<ArgumentException>(() => StageGraph.Of([Step("a", "b"), Step("b", "a")]));

    [Fact]
    public void Of_UnknownDependency_IsRefused() =>
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => StageGraph.Of([Step("a", "x")])).Message, StringComparison.Ordinal);

    [Fact]
    public void TryBegin_Diamond_BeginsEachAsSoonAsItsOwnNeedsAreDone()
    {
        StageRun run = Run([Step("a"), Step("slow"), Step("b", "a"), Step("c", "a"), Step("d", "b", "c")]);

        Assert.Equal([0, 1], Begin(run));
        run.End(0, true);
        Assert.Equal([2, 3], Begin(run));
        run.End(3, true);
        Assert.Empty(Begin(run));
        run.End(2, true);
        Assert.Equal([4], Begin(run));
        Assert.False(run.IsAtRest);
        run.End(4, true);
        run.End(1, true);
        Assert.True(run.IsAtRest);
        Assert.Equal((0, 0), (run.Failed, run.Pending));
    }

    [Fact]
    public void End_Failure_HoldsUpOnlyWhatNeedsIt()
    {
        StageRun run = Run([Step("a"), Step("b", "a"), Step("c")]);
        Begin(run);

        run.End(0, false);
        run.End(2, true);

        Assert.Empty(Begin(run));
        Assert.True(run.IsAtRest);
        Assert.Equal((1, 1), (run.Failed, run.Pending));
    }

    [Fact]
    public void End_OptionalFails_IsDoneWithout()
    {
        StageRun run = Run([Step("a") with { IsOptional = true }, Step("b", "a")]);
        Begin(run);

        run.End(0, false);

        Assert.Equal([1], Begin(run));
        Assert.Equal(0, run.Failed);
    }

    [Fact]
    public void Constructor_EssentialWasSkipped_PassesOverAllThatNeedIt()
    {
        PlanStep[] steps =
        [
            Step("endpoint") with { Action = StepAction.CreateAsset },
            Step("deployment", "endpoint") with { Action = StepAction.CreateAsset },
            Step("traffic", "deployment", "endpoint"),
            Step("other"),
        ];
        var run = new StageRun(StageGraph.Of(steps), [StepStatus.Skipped, StepStatus.Pending, StepStatus.Pending, StepStatus.Pending]);

        Assert.Equal([3], Begin(run));
        Assert.Equal([1, 2], PassOver(run));
        Assert.Equal(0, run.Failed);
    }

    [Fact]
    public void Constructor_InessentialWasSkipped_GoesOn()
    {
        var run = new StageRun(StageGraph.Of([Step("a"), Step("b", "a")]), [StepStatus.Skipped, StepStatus.Pending]);

        Assert.Equal([1], Begin(run));
    }

    [Fact]
    public void Constructor_AfterARestart_TakesUpWhatWasAtWorkAndLeavesWhatIsDone()
    {
        var run = new StageRun(
            StageGraph.Of([Step("a"), Step("b"), Step("c", "a", "b"), Step("d")]),
            [StepStatus.Done, StepStatus.Running, StepStatus.Pending, StepStatus.Failed]);

        Assert.Equal([1], Begin(run));
        run.End(1, true);
        Assert.Equal([2], Begin(run));
        Assert.Equal(1, run.Failed);
    }

    [Fact]
    public void Reverse_Graph_UndoesDependentsFirst()
    {
        var run = new StageRun(
            StageGraph.Of([Step("endpoint") with { Action = StepAction.CreateAsset }, Step("deployment", "endpoint"), Step("traffic", "deployment")]).Reverse(),
            [StepStatus.Pending, StepStatus.Pending, StepStatus.Pending]);

        Assert.Equal([2], Begin(run));
        run.End(2, true);
        Assert.Equal([1], Begin(run));
        run.End(1, true);
        Assert.Equal([0], Begin(run));
    }

    [Fact]
    public void TryBegin_RandomGraphs_EveryStepRunsOnceAfterItsNeeds()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            int count = random.Next(1, 40);
            PlanStep[] steps = [.. Enumerable.Range(0, count).Select(i =>
                Step($"s{i}", [.. Enumerable.Range(0, i).Where(_ => random.Next(6) == 0).Select(j => $"s{j}")]))];
            StageGraph graph = StageGraph.Of(steps);
            var run = new StageRun(graph, [.. steps.Select(_ => StepStatus.Pending)]);
            var done = new HashSet<int>();
            List<int> atWork = Begin(run);
            while (atWork.Count > 0)
            {
                int ended = atWork[random.Next(atWork.Count)];
                Assert.All(graph.Needs[ended], needed => Assert.Contains(needed, done));
                Assert.True(done.Add(ended));
                atWork.Remove(ended);
                run.End(ended, true);
                atWork.AddRange(Begin(run));
            }

            Assert.Equal(count, done.Count);
            Assert.True(run.IsAtRest);
        }
    }

    private static StageRun Run(PlanStep[] steps) => new(StageGraph.Of(steps), [.. steps.Select(_ => StepStatus.Pending)]);

    private static List<int> Begin(StageRun run)
    {
        var begun = new List<int>();
        while (run.TryBegin(out int position))
        {
            begun.Add(position);
        }

        return begun;
    }

    private static List<int> PassOver(StageRun run)
    {
        var passed = new List<int>();
        while (run.TryPassOver(out int position))
        {
            passed.Add(position);
        }

        return passed;
    }

    private static PlanStep Step(string id, params string[] needs) => new()
    {
        Id = id, Action = StepAction.ScaleDeployment, DependsOn = needs, Group = "g", EstimatedSeconds = 1, Reason = "r",
    };
}
