using AmlDr.Core.Ledger;

namespace AmlDr.Core.Tests.Ledger;

public class RetryScheduleTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(6, 16)]
    [InlineData(7, 24)]
    [InlineData(8, 24)]
    [InlineData(int.MaxValue, 24)]
    public void DelayAfter_Failures_DoublesUpToADay(int failures, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), RetrySchedule.DelayAfter(failures));

    [Fact]
    public void DelayAfter_NoFailure_IsAMistake() => Assert.Throws<ArgumentOutOfRangeException>(() => RetrySchedule.DelayAfter(0));
}
