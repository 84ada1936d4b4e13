using System.Text.Json;
using Xunit.Abstractions;

namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>
/// A process that is killed at commit boundaries and at random moments, over and over, comes to the same end as one that is left alone.
/// </summary>
public sealed class KillAnywhereTests(ITestOutputHelper output)
{
    private const int KillsByDefault = 30;

    [Fact]
    public Task Kill_AtCommitBoundariesAndRandomMoments_EndsLikeAnUndisturbedRun() => KillAsync(KillsByDefault, seed: 7, TimeSpan.FromMinutes(5));

    [SoakFact]
    public Task Soak_ManyKills_EndLikeAnUndisturbedRun() => KillAsync(SoakFactAttribute.Kills, Environment.TickCount, TimeSpan.FromSeconds(5.0 * SoakFactAttribute.Kills));

    private static SortedDictionary<string, string> ReadResult(string folder) =>
        JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(Path.Combine(folder, "result.json")))!;

    private static List<string> Effects(string folder) =>
        [.. EffectLog.Read(Path.Combine(folder, "effects")).Where(effect => !effect.StartsWith("flaky", StringComparison.Ordinal))];

    private async Task KillAsync(int kills, int seed, TimeSpan limit)
    {
        output.WriteLine($"{kills} kills, seed {seed}");
        using CancellationTokenSource deadline = new(limit);
        string root = Directory.CreateTempSubdirectory("amldr-kill-").FullName;
        try
        {
            string calm = Directory.CreateDirectory(Path.Combine(root, "calm")).FullName;
            Assert.True(await VictimProcess.RunAsync(calm, KillPlan.Never, deadline.Token));
            SortedDictionary<string, string> expected = ReadResult(calm);
            Assert.StartsWith("Root Completed", expected[Workload.RootId]);
            Assert.Equal("inbox 0, activities 0", expected["(rows left)"]);
            Assert.True(Effects(calm).Count > Workload.FanOut);

            int done = 0;
            using IEnumerator<KillPlan> plans = KillPlan.Series(seed).GetEnumerator();
            for (int round = 0; done < kills; round++)
            {
                string folder = Directory.CreateDirectory(Path.Combine(root, $"round{round}")).FullName;
                bool ended = false;
                while (!ended && done < kills && plans.MoveNext())
                {
                    ended = await VictimProcess.RunAsync(folder, plans.Current, deadline.Token);
                    done += ended ? 0 : 1;
                    output.WriteLine($"round {round}: {plans.Current} {(ended ? "came to the end" : "killed")}");
                }

                Assert.True(ended || await VictimProcess.RunAsync(folder, KillPlan.Never, deadline.Token));
                Assert.Equal(expected, ReadResult(folder));
                Assert.Equal(Effects(calm), Effects(folder));
                Directory.Delete(folder, recursive: true);
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
