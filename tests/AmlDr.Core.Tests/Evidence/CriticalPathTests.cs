using AmlDr.Core.Evidence;

namespace AmlDr.Core.Tests.Evidence;

public class CriticalPathTests
{
    [Fact]
    public void Of_StagesAndDependencies_IsTheChainThatDecided() =>
        Assert.Equal(["a", "c", "d"], CriticalPath.Of(EvidenceSamples.Report().Steps));

    [Fact]
    public void Of_DependenciesOnEachOther_Ends() =>
        Assert.Equal(
            ["y", "x"], CriticalPath.Of([EvidenceSamples.Step("x", "s", 1, 5, "y"), EvidenceSamples.Step("y", "s", 1, 4, "x")]));

    [Fact]
    public void Of_StageWithoutSteps_LooksAtTheOneBefore() =>
        Assert.Equal(
            ["x", "z"],
            CriticalPath.Of(
            [
                EvidenceSamples.Step("x", "one", 0, 5),
                EvidenceSamples.Step("y", "two", 0, 0) with { StartedAt = null, EndedAt = null },
                EvidenceSamples.Step("z", "three", 5, 6),
            ]));

    [Fact]
    public void Of_Nothing_IsEmpty() => Assert.Empty(CriticalPath.Of([]));
}
