using System.Text.Json.Nodes;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Every model, environment, data asset and component stands in the secondary, by the ledger.</summary>
internal sealed class AssetsCheck() : ReadinessCheck(
    "assets", 25, "Assets", "Keep models, environments, data and components so that they can be made anew in the secondary.")
{
    private static readonly TimeSpan SweepAge = TimeSpan.FromDays(1);
    private static readonly string[] Kinds = [KindNames.Model, KindNames.Environment, KindNames.Data, KindNames.Component, KindNames.Code];

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.Take(snapshot.Mirror, out MirrorState? mirror))
        {
            return "";
        }

        judgement.Fact("lastSweepEndedAt", mirror.LastSweepEndedAt?.ToString("O"));
        int mirrored = 0;
        foreach (string kind in Kinds)
        {
            IReadOnlyDictionary<AssetState, int> states = mirror.Assets.GetValueOrDefault(kind) ?? new Dictionary<AssetState, int>();
            judgement.Fact(kind, new JsonObject(states.OrderBy(state => state.Key).Select(state => KeyValuePair.Create(state.Key.ToString(), (JsonNode?)state.Value))));
            mirrored += states.GetValueOrDefault(AssetState.Mirrored);
            int failed = states.GetValueOrDefault(AssetState.Failed) + states.GetValueOrDefault(AssetState.Refused);
            int open = states.GetValueOrDefault(AssetState.Pending) + states.GetValueOrDefault(AssetState.Mirroring);
            if (failed > 0)
            {
                judgement.Fail(
                    $"{failed} of kind '{kind}' failed or were refused: the secondary lacks them, or holds an older state.",
                    $"GET /api/pairs/{snapshot.Pair.Name}/assets?kind={kind}&state=Failed (or Refused) says why, asset by asset; correct that, and sweep (POST sweeps).");
            }

            if (open > 0)
            {
                judgement.Warn($"{open} of kind '{kind}' are not mirrored yet.", "Wait until they are; when they stay so, GET /api/health.");
            }
        }

        if (mirror.LastSweepEndedAt is not { } ended)
        {
            judgement.Unknown("No sweep has ended yet, so nothing proves that the secondary is complete.", $"POST /api/pairs/{snapshot.Pair.Name}/sweeps.");
        }
        else if (snapshot.TakenAt - ended > SweepAge)
        {
            judgement.Unknown(
                $"The last sweep ended {ended:u}, more than a day before.",
                $"Look at the sweep's schedule (setting AmlDrSweepSchedule), and POST /api/pairs/{snapshot.Pair.Name}/sweeps.");
        }

        return $"{mirrored} versions are mirrored, their files verified; none is open or failed.";
    }
}
