using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Jobs;

namespace AmlDr.Core.Tests.Jobs;

public class JobListingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, 1, 30, 50)]
    [InlineData(false, 1, 30, 41)]
    [InlineData(false, 50, 30, 1)]
    [InlineData(false, 1, 50, 49)]
    public void IsPastHorizon_DaysAgoInTheOrderOfTheList_HoldsOnlyWhenNewestFirstAllAlong(bool expected, params int[] daysAgo)
    {
        JobListing whole = new JobListing().Add(daysAgo.Select(Job));
        JobListing byPages = daysAgo.Aggregate(new JobListing(), (listing, days) => listing.Add([Job(days)]));

        Assert.Equal(expected, whole.IsPastHorizon(Now));
        Assert.Equal(whole, byPages);
    }

    [Fact]
    public void IsPastHorizon_JobWithoutTimeOrNoJob_DoesNotHold()
    {
        Assert.False(new JobListing().IsPastHorizon(Now));
        Assert.False(new JobListing().Add([Job(60), new AssetDocument([])]).IsPastHorizon(Now));
    }

    [Theory]
    [InlineData("""{"jobType":"Command","command":"c","environmentId":"e"}""", true)]
    [InlineData("""{"jobType":"Command","command":"c"}""", false)]
    [InlineData("""{"jobType":"Pipeline","jobs":{"a":{}}}""", true)]
    [InlineData("""{"jobType":"Pipeline","jobs":{}}""", false)]
    [InlineData("""{"jobType":"Pipeline"}""", false)]
    [InlineData("""{"jobType":"Sweep","trial":{},"searchSpace":{}}""", false)]
    [InlineData("""{"jobType":"Sweep","trial":{},"searchSpace":{},"objective":{}}""", true)]
    [InlineData("""{"jobType":"AutoML","taskDetails":{}}""", true)]
    [InlineData("""{"jobType":"AutoML"}""", false)]
    [InlineData("""{"jobType":"Spark","codeId":"c","entry":{}}""", true)]
    [InlineData("""{"jobType":"Spark","codeId":"c"}""", false)]
    [InlineData("""{"jobType":"FineTuning"}""", true)]
    [InlineData("{}", false)]
    public void IsWhole_Document_HoldsWhenItsTypesOwnFieldsAreThere(string properties, bool expected) =>
        Assert.Equal(expected, JobSpecification.IsWhole(new AssetDocument(new JsonObject { ["properties"] = JsonNode.Parse(properties) })));

    [Theory]
    [InlineData("Completed", true)]
    [InlineData("Failed", true)]
    [InlineData("canceled", true)]
    [InlineData("NotResponding", false)]
    [InlineData("CancelRequested", false)]
    [InlineData("Paused", false)]
    [InlineData("SomethingNew", false)]
    [InlineData(null, false)]
    public void HasEnded_State_HoldsForThoseThatNeverGoOn(string? state, bool expected) => Assert.Equal(expected, JobStates.HasEnded(state));

    private static AssetDocument Job(int daysAgo) => new(new JsonObject
    {
        ["systemData"] = new JsonObject { ["createdAt"] = (Now - TimeSpan.FromDays(daysAgo)).ToString("O") },
    });
}
