using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.EndToEnd.Tests.Seeding;

/// <summary>The made-up workspace has everything that a workspace holds, and is the same in every run.</summary>
public class WorkspacePlanTests
{
    private static readonly SeedLocation Location = new(
        new SimulatedWorkspace("mlw-primary", "westeurope", "/subscriptions/s/resourceGroups/g/providers/p/workspaces/mlw-primary", Guid.Empty, "account"),
        new Uri("http://127.0.0.1:1/account/"));

    [Theory]
    [InlineData(WorkspacePlan.Least)]
    [InlineData(200)]
    [InlineData(2000)]
    public void Create_OfAnyNumber_HasThatManyEachWithItsOwnPathAfterWhatItNeeds(int count)
    {
        IReadOnlyList<SeedAsset> assets = WorkspacePlan.Create(Location, 7, count);

        Assert.Equal(count, assets.Count);
        Assert.Equal(count, assets.Select(asset => asset.Path).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        HashSet<SeedAsset> before = [];
        Assert.All(assets, asset =>
        {
            Assert.All(asset.After, needed => Assert.Contains(needed, before));
            before.Add(asset);
        });
    }

    [Fact]
    public void Create_OfTheLeastNumber_HasEveryKindAndTheDeepestNesting()
    {
        IReadOnlyList<SeedAsset> assets = WorkspacePlan.Create(Location, 7, WorkspacePlan.Least);

        Assert.Equal(
            [
                "batchDeployment", "batchEndpoint", "code", "component", "compute", "connection", "data", "datastore", "environment", "featureset",
                "featurestoreEntity", "marketplaceSubscription", "model", "onlineDeployment", "onlineEndpoint", "schedule", "serverlessEndpoint",
            ],
            assets.Select(asset => asset.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.True(Nesting(assets) >= 20);
    }

    [Fact]
    public void Create_WithTheSameSeed_GivesTheSameAndWithAnotherNot()
    {
        Assert.Equal(Describe(7), Describe(7));
        Assert.NotEqual(Describe(7), Describe(8));
    }

    [Fact]
    public void Create_Secrets_HoldTheMarkerAndNothingElseDoes()
    {
        IReadOnlyList<SeedAsset> assets = WorkspacePlan.Create(Location, 7, 200);

        Assert.Contains(assets, asset => asset.Body.ToJsonString().Contains(SeedSecrets.Marker, StringComparison.Ordinal));
        Assert.DoesNotContain(assets, asset => asset.ToString().Contains(SeedSecrets.Marker, StringComparison.Ordinal));
        Assert.DoesNotContain(
            assets.Where(asset => asset.Kind is "model" or "environment" or "data" or "code"),
            asset => asset.Body.ToJsonString().Contains(SeedSecrets.Marker, StringComparison.Ordinal));
    }

    private static int Nesting(IEnumerable<SeedAsset> assets) => assets.Where(asset => asset.Kind == "component").Max(Depth);

    private static int Depth(SeedAsset component) =>
        1 + component.After.Where(needed => needed.Kind == "component").Select(Depth).DefaultIfEmpty(0).Max();

    private static string Describe(int seed) => string.Join(
        '\n', WorkspacePlan.Create(Location, seed, 150).Select(asset => $"{asset} {asset.Body.ToJsonString()} {asset.FirstBody?.ToJsonString()} {asset.Root}"));
}
