using AmlDr.Core.Failures;
using AmlDr.Core.Notebooks;

namespace AmlDr.Core.Tests.Notebooks;

public class NotebookUnitsTests
{
    [Fact]
    public void Add_ManySmallAndSomeLargeFiles_EveryFileIsInOneUnitAndNoneIsTooLarge()
    {
        NotebookFile[] files = [.. Enumerable.Range(0, 250).Select(i => new NotebookFile($"f{i}", i % 60 == 0 ? 700L << 20 : 10))];
        var units = new NotebookUnits();
        List<IReadOnlyList<NotebookFile>> cut = [.. files.Select(units.Add).OfType<IReadOnlyList<NotebookFile>>(), units.Close()];

        Assert.Equal(files, cut.SelectMany(unit => unit));
        Assert.All(cut, unit => Assert.InRange(unit.Count, 1, 100));
        Assert.All(cut, unit => Assert.InRange(unit.SkipLast(1).Sum(file => file.Length), 0, (1L << 30) - 1));
        Assert.Empty(units.Close());
    }

    [Fact]
    public void AddFailure_MoreThanAreTold_AreCounted()
    {
        NotebookCounts counts = Enumerable.Range(0, 200).Aggregate(
            new NotebookCounts { Copied = 1 }, (sum, i) => sum.AddFailure($"f{i}", new AccessDeniedException("no")));

        Assert.Equal((1, 200, NotebookCounts.MostFailures), (counts.Copied, counts.Failed, counts.Failures.Count));
        Assert.Equal(new NotebookFailure("f0", "AccessDenied", "no"), counts.Failures[0]);
    }
}
