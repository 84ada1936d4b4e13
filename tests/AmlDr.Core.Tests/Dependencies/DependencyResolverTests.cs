using AmlDr.Core.Assets;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Kinds;
using static AmlDr.Core.Tests.Dependencies.PrimaryAssets;

namespace AmlDr.Core.Tests.Dependencies;

public class DependencyResolverTests
{
    [Fact]
    public async Task Resolve_AssetThatNeedsNothing_HasNoLevels()
    {
        DependencyResolution resolution = await new PrimaryAssets().Add("root").ResolveAsync("root");

        Assert.Null(resolution.Problem);
        Assert.Empty(resolution.Levels);
    }

    [Fact]
    public async Task Resolve_Diamond_NamesTheSharedOneOnceAndBeforeBoth()
    {
        DependencyResolution resolution = await new PrimaryAssets()
            .Add("root", "left", "right").Add("left", "shared").Add("right", "shared", "leaf").Add("shared", "leaf").Add("leaf").ResolveAsync("root");

        Assert.Null(resolution.Problem);
        Assert.Equal(["leaf", "shared", "left right"], Names(resolution));
    }

    [Fact]
    public async Task Resolve_TwentyLevels_GivesThemDeepestFirst()
    {
        var assets = new PrimaryAssets().Add("c20");
        for (int level = 19; level >= 0; level--)
        {
            assets.Add($"c{level}", $"c{level + 1}");
        }

        DependencyResolution resolution = await assets.ResolveAsync("c0");

        Assert.Equal(Enumerable.Range(1, 20).Reverse().Select(level => $"c{level}"), Names(resolution));
    }

    [Fact]
    public async Task Resolve_TwoThousandAssetsInTwentyLevels_ReadsEachOnceAndOrdersAll()
    {
        var assets = new PrimaryAssets(7);
        string[] Row(int level) => [.. Enumerable.Range(0, 100).Select(column => $"l{level}-{column}")];
        assets.Add("root", Row(0));
        for (int level = 0; level < 20; level++)
        {
            foreach ((string name, int column) in Row(level).Select((name, column) => (name, column)))
            {
                assets.Add(name, level == 19 ? [] : [$"l{level + 1}-{column}", $"l{level + 1}-{(column * 7 + 3) % 100}"]);
            }
        }

        DependencyResolution resolution = await assets.ResolveAsync("root");

        Assert.Null(resolution.Problem);
        Assert.Equal(Enumerable.Repeat(100, 20), resolution.Levels.Select(level => level.Count));
        Assert.Equal(2001, assets.Read.Count);
        Assert.Equal(2001, assets.Read.Distinct().Count());
    }

    [Fact]
    public async Task Resolve_ChainOfManyThousands_NeedsNoStack()
    {
        const int Length = 5_000;
        var assets = new PrimaryAssets().Add($"c{Length}");
        for (int i = 0; i < Length; i++)
        {
            assets.Add($"c{i}", $"c{i + 1}");
        }

        DependencyResolution resolution = await assets.ResolveAsync("c0");

        Assert.Equal(Length, resolution.Levels.Count);
    }

    [Fact]
    public async Task Resolve_SettledAsset_IsNeitherReadNorListedNorFollowed()
    {
        var assets = new PrimaryAssets().Add("root", "done", "new").Add("done", "behind").Add("new").Settled(Component("done"));

        DependencyResolution resolution = await assets.ResolveAsync("root");

        Assert.Equal(["new"], Names(resolution));
        Assert.Equal(["new", "root"], assets.Read.Select(asset => asset.Name).Order());
    }

    [Fact]
    public async Task Resolve_Circle_IsReportedWithTheWayThere()
    {
        DependencyResolution resolution = await new PrimaryAssets()
            .Add("root", "a").Add("a", "b").Add("b", "c").Add("c", "a").ResolveAsync("root");

        Assert.Empty(resolution.Levels);
        Assert.Equal(DependencyProblem.Cycle, resolution.Problem!.Reason.Code);
        Assert.Equal(["root", "a", "b", "c", "a"], resolution.Problem.Path.Select(asset => asset.Name));
        Assert.Contains("component root:1 -> component a:1 -> component b:1 -> component c:1 -> component a:1", resolution.Problem.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_MissingAsset_IsReportedWithTheWayThereAndTheField()
    {
        DependencyResolution resolution = await new PrimaryAssets().Add("root", "a").Add("a", "fine", "gone").Add("fine").ResolveAsync("root");

        Assert.Empty(resolution.Levels);
        Assert.Equal(DependencyProblem.Missing, resolution.Problem!.Reason.Code);
        Assert.Equal(["root", "a", "gone"], resolution.Problem.Path.Select(asset => asset.Name));
        Assert.Contains("'properties.componentSpec.jobs.s1.component'", resolution.Problem.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_RootThatIsGone_IsMissing()
    {
        DependencyResolution resolution = await new PrimaryAssets().ResolveAsync("root");

        Assert.Equal(DependencyProblem.Missing, resolution.Problem!.Reason.Code);
    }

    [Fact]
    public async Task Resolve_Label_StandsForTheVersionThatThePrimaryNames()
    {
        DependencyResolution resolution = await new PrimaryAssets()
            .Add("root", "azureml:tool@latest").Add("tool").Latest("tool", "1").ResolveAsync("root");

        Assert.Equal(Component("tool"), Assert.Single(Assert.Single(resolution.Levels)));
    }

    [Fact]
    public async Task Resolve_LabelThatNoVersionBears_IsMissing()
    {
        DependencyResolution resolution = await new PrimaryAssets().Add("root", "azureml:tool@latest").ResolveAsync("root");

        Assert.Equal(DependencyProblem.Missing, resolution.Problem!.Reason.Code);
        Assert.Contains("component tool@latest", resolution.Problem.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_AnswersInAnyOrder_GiveTheSameResult()
    {
        string[] results = await Task.WhenAll(Enumerable.Range(1, 20).Select(async seed =>
        {
            var assets = new PrimaryAssets(seed);
            assets.Add("root", [.. Enumerable.Range(0, 12).Select(i => $"a{i}")]);
            for (int i = 0; i < 12; i++)
            {
                assets.Add($"a{i}", $"b{(i * 5) % 12}", $"b{(i * 7) % 12}", seed > 10 ? "gone" : "b0");
                assets.Add($"b{i}");
            }

            DependencyResolution resolution = await assets.ResolveAsync("root");
            return string.Join(" | ", Names(resolution)) + resolution.Problem?.Reason;
        }));

        Assert.Single(results[..10].Distinct());
        Assert.Single(results[10..].Distinct());
        Assert.Contains("DependencyMissing", results[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_AssetsOfOneLevel_StandInTheOrderOfTheCatalog()
    {
        KindSampleSource source = new();

        DependencyResolution resolution = await new DependencyResolver(KindCatalog.CreateDefault()).ResolveAsync(
            new AssetId(KindNames.Schedule, "nightly-train", ""), TestPair.Primary.Id, source, CancellationToken.None);

        Assert.Null(resolution.Problem);
        Assert.Equal(
            ["datastore lake, code 8c5d0fd2:1, environment train:2026.1, compute cpu-west", "data churn-train:3", "model churn:7"],
            resolution.Levels.Select(level => string.Join(", ", level)));
    }

    private static IEnumerable<string> Names(DependencyResolution resolution) =>
        resolution.Levels.Select(level => string.Join(' ', level.Select(asset => asset.Name)));
}
