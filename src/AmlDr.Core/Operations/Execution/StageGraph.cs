using AmlDr.Core.Operations.Planning;

namespace AmlDr.Core.Operations.Execution;

/// <summary>The steps of a stage as an orchestration needs them: by position, small enough for its history.</summary>
/// <param name="Needs">Per step the positions of those that must be done before.</param>
/// <param name="Flags">Per step one character: <c>e</c> essential to those that need it, <c>o</c> optional, <c>.</c> neither.</param>
public sealed record StageGraph(IReadOnlyList<IReadOnlyList<int>> Needs, string Flags)
{
    private const char Essential = 'e';
    private const char Optional = 'o';

    /// <summary>Makes the graph of a stage.</summary>
    /// <param name="steps">Its steps.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">A step depends on one that is not in the stage, or a chain of them leads back to itself.</exception>
    public static StageGraph Of(IReadOnlyList<PlanStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        Dictionary<string, int> positions = steps.Select((step, position) => (step.Id, position)).ToDictionary(StringComparer.Ordinal);
        var graph = new StageGraph(
            [.. steps.Select(step => (IReadOnlyList<int>)[.. step.DependsOn.Select(id => positions.TryGetValue(id, out int at)
                ? at : throw new ArgumentException($"The step '{step.Id}' depends on '{id}', which is not in its stage.", nameof(steps)))])],
            string.Concat(steps.Select(step => step.IsEssential ? Essential : step.IsOptional ? Optional : '.')));
        if (graph.Order().Count < steps.Count)
        {
            throw new ArgumentException("The steps depend on each other in a circle.", nameof(steps));
        }

        return graph;
    }

    /// <summary>Says whether those that need a step make no sense without it.</summary>
    /// <param name="position">The step.</param>
    /// <returns>True when they do not.</returns>
    public bool IsEssential(int position) => Flags[position] == Essential;

    /// <summary>Says whether the operation goes on without a step.</summary>
    /// <param name="position">The step.</param>
    /// <returns>True when it does.</returns>
    public bool IsOptional(int position) => Flags[position] == Optional;

    /// <summary>The graph by which everything is undone: whatever needed a step is undone before it. Nothing is optional or essential there.</summary>
    /// <returns>The graph.</returns>
    public StageGraph Reverse()
    {
        List<int>[] needs = DependentsOf(Needs);
        return new StageGraph([.. needs], new string('.', needs.Length));
    }

    /// <summary>The positions in an order in which each comes after what it needs; those in a circle are missing.</summary>
    /// <returns>The positions.</returns>
    public IReadOnlyList<int> Order()
    {
        int[] open = [.. Needs.Select(needs => needs.Count)];
        List<int>[] dependents = DependentsOf(Needs);
        var ready = new Queue<int>(Enumerable.Range(0, open.Length).Where(position => open[position] == 0));
        var order = new List<int>();
        while (ready.TryDequeue(out int position))
        {
            order.Add(position);
            foreach (int dependent in dependents[position])
            {
                if (--open[dependent] == 0)
                {
                    ready.Enqueue(dependent);
                }
            }
        }

        return order;
    }

    private static List<int>[] DependentsOf(IReadOnlyList<IReadOnlyList<int>> needs)
    {
        List<int>[] dependents = [.. needs.Select(_ => new List<int>())];
        for (int position = 0; position < needs.Count; position++)
        {
            foreach (int needed in needs[position])
            {
                dependents[needed].Add(position);
            }
        }

        return dependents;
    }
}
