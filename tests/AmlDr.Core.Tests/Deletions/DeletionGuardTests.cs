using AmlDr.Core.Deletions;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Tests.Deletions;

public class DeletionGuardTests
{
    private static readonly DeletionPolicy Policy = new();

    [Theory]
    [InlineData(100, 0, false)]
    [InlineData(100, 10, false)]
    [InlineData(100, 11, true)]
    [InlineData(1000, 20, false)]
    [InlineData(1000, 21, true)]
    [InlineData(5, 1, true)]
    public void Judge_ShareOrNumberAboveThePolicys_IsDoubted(int held, int missing, bool doubted) =>
        Assert.Equal(doubted, DeletionGuard.Judge(Policy, [Kind("model", held - missing, held, missing)], null) is not null);

    [Fact]
    public void Judge_KindsOfOnePair_CountTogether() =>
        Assert.NotNull(DeletionGuard.Judge(Policy, [Kind("model", 500, 511, 11), Kind("data", 500, 510, 10)], null));

    [Fact]
    public void Judge_EmptyListOfAKindThatHadAssets_IsDoubtedHoweverFew()
    {
        string? doubt = DeletionGuard.Judge(Policy, [Kind("model", 1000, 1000, 0), Kind("schedule", 0, 1, 1)], null);

        Assert.Contains("'schedule'", doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_EmptyListOfAKindThatHadNone_IsNothing() =>
        Assert.Null(DeletionGuard.Judge(Policy, [Kind("model", 10, 10, 0), Kind("schedule", 0, 0, 0)], null));

    [Theory]
    [InlineData(30, 0, true)]
    [InlineData(29, 0, true)]
    [InlineData(31, 0, false)]
    [InlineData(30, 1, false)]
    public void Judge_Confirmed_HoldsForNoMoreThanWasConfirmed(int models, int data, bool believed)
    {
        var confirmed = new Dictionary<string, int> { ["model"] = 30 };

        string? doubt = DeletionGuard.Judge(Policy, [Kind("model", 10, 40, models), Kind("data", 10, 11, data)], confirmed);

        Assert.Equal(believed, doubt is null);
    }

    [Fact]
    public void Judge_OwnLimits_Hold()
    {
        var policy = new DeletionPolicy(DeletionAction.Delete, GuardPercent: 50, GuardCount: 3);

        Assert.Null(DeletionGuard.Judge(policy, [Kind("model", 3, 6, 3)], null));
        Assert.Contains("guardPercent", DeletionGuard.Judge(policy, [Kind("model", 2, 5, 3)], null), StringComparison.Ordinal);
        Assert.Contains("guardCount", DeletionGuard.Judge(policy, [Kind("model", 96, 100, 4)], null), StringComparison.Ordinal);
    }

    private static KindPresence Kind(string kind, int seen, int held, int missing) => new(kind, seen, held, missing, missing);
}
