using System.Collections.Concurrent;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Dependencies;

/// <summary>
/// Finds everything that an asset needs, what that needs, and so on, stopping at what is settled already; and the order to bring it in. Because a
/// circle is found here, before anything waits for anything, no two orchestrations ever wait for each other.
/// </summary>
public sealed class DependencyResolver
{
    // Reads of Azure Resource Manager take about as long whatever they return, and its rate limit stands behind them.
    private const int ParallelQuestions = 8;

    private readonly KindCatalog _kinds;
    private readonly DependencyFinder _finder;

    /// <summary>Creates a resolver.</summary>
    /// <param name="kinds">The kinds.</param>
    public DependencyResolver(KindCatalog kinds)
    {
        _kinds = kinds;
        _finder = new DependencyFinder(kinds);
    }

    /// <summary>Resolves what an asset needs.</summary>
    /// <param name="root">The asset. It is read, whether it is settled or not.</param>
    /// <param name="primary">The workspace that holds it.</param>
    /// <param name="source">Answers about assets.</param>
    /// <param name="cancellationToken">Cancels the questions.</param>
    /// <returns>What is to be mirrored before it, level by level, or why that is not possible.</returns>
    public async Task<DependencyResolution> ResolveAsync(
        AssetId root, WorkspaceId primary, IDependencySource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(source);
        var graph = new DependencyGraph();
        var labels = new Dictionary<(AssetId Asset, string Label), string?>();
        var settled = new Dictionary<AssetId, bool> { [root] = false };
        IReadOnlyList<AssetId> frontier = [root];
        while (frontier.Count > 0)
        {
            IReadOnlyDictionary<AssetId, IReadOnlyList<Dependency>?> found = await AskAsync(
                frontier,
                async asset => await source.ReadAsync(asset, cancellationToken) is { } document ? _finder.Find(asset, document, primary) : null,
                cancellationToken);
            List<Dependency> named = [.. frontier.SelectMany(asset => found[asset] ?? [])];
            Note(labels, await AskAsync(
                named.Where(dependency => dependency.Label is not null).Select(dependency => (dependency.Asset, Label: dependency.Label!)).Except(labels.Keys),
                question => source.FindVersionAsync(question.Asset, question.Label, cancellationToken), cancellationToken));
            AssetId[] fresh = [.. named.Select(dependency => Edge(dependency, labels)).Where(edge => edge.Label is null).Select(edge => edge.Target)
                .Where(asset => !settled.ContainsKey(asset)).Distinct()];
            Note(settled, await AskAsync(fresh, asset => source.IsSettledAsync(asset, cancellationToken), cancellationToken));

            // An asset that is not there stays out of the graph, which takes it for missing.
            foreach (AssetId asset in frontier)
            {
                if (found[asset] is { } dependencies)
                {
                    graph.Add(asset, [.. dependencies.Select(dependency => Edge(dependency, labels))
                        .Where(edge => edge.Label is not null || !settled[edge.Target])]);
                }
            }

            frontier = [.. fresh.Where(asset => !settled[asset])];
        }

        return graph.Resolve(root, _kinds);
    }

    private static DependencyGraph.Edge Edge(Dependency dependency, Dictionary<(AssetId Asset, string Label), string?> labels) =>
        dependency.Label is not { } label ? new DependencyGraph.Edge(dependency.Field, dependency.Asset)
            : labels[(dependency.Asset, label)] is { } version
                ? new DependencyGraph.Edge(dependency.Field, dependency.Asset with { Version = version })
            : new DependencyGraph.Edge(dependency.Field, dependency.Asset, label);

    private static async Task<IReadOnlyDictionary<TQuestion, TAnswer>> AskAsync<TQuestion, TAnswer>(
        IEnumerable<TQuestion> questions, Func<TQuestion, ValueTask<TAnswer>> ask, CancellationToken cancellationToken)
        where TQuestion : notnull
    {
        var answers = new ConcurrentDictionary<TQuestion, TAnswer>();
        await Parallel.ForEachAsync(
            questions, new ParallelOptions { MaxDegreeOfParallelism = ParallelQuestions, CancellationToken = cancellationToken },
            async (question, _) => answers[question] = await ask(question));
        return answers;
    }

    private static void Note<TQuestion, TAnswer>(Dictionary<TQuestion, TAnswer> known, IReadOnlyDictionary<TQuestion, TAnswer> answers)
        where TQuestion : notnull
    {
        foreach ((TQuestion question, TAnswer answer) in answers)
        {
            known[question] = answer;
        }
    }
}
