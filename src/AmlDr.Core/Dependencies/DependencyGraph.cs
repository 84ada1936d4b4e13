using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;

namespace AmlDr.Core.Dependencies;

/// <summary>Assets and what each of them needs. Walked without recursion, because the depth comes from outside.</summary>
internal sealed class DependencyGraph
{
    private readonly Dictionary<AssetId, IReadOnlyList<Edge>> _edges = [];

    /// <summary>Notes what an asset needs.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="edges">What it needs, in the order of its document.</param>
    public void Add(AssetId asset, IReadOnlyList<Edge> edges) => _edges[asset] = edges;

    /// <summary>Walks from an asset, depth first in the order of the documents.</summary>
    /// <param name="root">The asset.</param>
    /// <param name="kinds">The kinds, for the order inside a level.</param>
    /// <returns>The levels, or the first problem on the way.</returns>
    public DependencyResolution Resolve(AssetId root, KindCatalog kinds)
    {
        if (!_edges.ContainsKey(root))
        {
            return new DependencyResolution(
                [], new DependencyProblem([root], new AssetReason(DependencyProblem.Missing, $"The primary does not hold {root} any more.")));
        }

        var levels = new Dictionary<AssetId, int>();
        var path = new List<Visit> { new(root) };
        var onPath = new HashSet<AssetId> { root };
        while (path.Count > 0)
        {
            Visit visit = path[^1];
            IReadOnlyList<Edge> edges = _edges[visit.Asset];
            if (visit.Next == edges.Count)
            {
                levels[visit.Asset] = edges.Select(edge => levels[edge.Target] + 1).DefaultIfEmpty(0).Max();
                onPath.Remove(visit.Asset);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            Edge next = edges[visit.Next++];
            if (next.Label is not null || !_edges.ContainsKey(next.Target))
            {
                return Missing(path, next);
            }

            if (onPath.Contains(next.Target))
            {
                return Cycle(path, next);
            }

            if (!levels.ContainsKey(next.Target))
            {
                path.Add(new Visit(next.Target));
                onPath.Add(next.Target);
            }
        }

        levels.Remove(root);
        Dictionary<string, int> ranks = kinds.All.Select((kind, rank) => (kind.Name, rank)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return new DependencyResolution(
            [
                .. levels.GroupBy(entry => entry.Value, entry => entry.Key).OrderBy(level => level.Key).Select(level => (IReadOnlyList<AssetId>)
                [
                    .. level.OrderBy(asset => ranks.GetValueOrDefault(asset.Kind, int.MaxValue)).ThenBy(asset => asset.Name, StringComparer.Ordinal)
                        .ThenBy(asset => asset.Version, StringComparer.Ordinal),
                ]),
            ],
            null);
    }

    private static DependencyResolution Missing(List<Visit> path, Edge edge)
    {
        string missing = edge.Label is null ? edge.Target.ToString() : $"{edge.Target}@{edge.Label}";
        return Problem(
            DependencyProblem.Missing, path, edge, missing,
            $"The primary does not hold {missing}, which {path[^1].Asset} names{In(edge)}; register it again, or change what needs it.");
    }

    private static DependencyResolution Cycle(List<Visit> path, Edge edge) =>
        Problem(
            DependencyProblem.Cycle, path, edge, edge.Target.ToString(),
            $"{path[^1].Asset} names {edge.Target}{In(edge)}, which needs it itself; none of them can be written before the other.");

    private static string In(Edge edge) => edge.Field.Length == 0 ? "" : $" in '{edge.Field}'";

    private static DependencyResolution Problem(string code, List<Visit> path, Edge edge, string last, string message)
    {
        string way = string.Join(" -> ", path.Select(visit => visit.Asset.ToString()).Append(last));
        return new DependencyResolution(
            [], new DependencyProblem([.. path.Select(visit => visit.Asset), edge.Target], new AssetReason(code, $"{message} The way there: {way}.")));
    }

    /// <summary>One thing that an asset needs.</summary>
    /// <param name="Field">The field that names it; empty when its place does.</param>
    /// <param name="Target">The asset.</param>
    /// <param name="Label">The label that no version bears; null otherwise.</param>
    internal sealed record Edge(string Field, AssetId Target, string? Label = null);

    private sealed class Visit(AssetId asset)
    {
        public AssetId Asset { get; } = asset;

        public int Next { get; set; }
    }
}
