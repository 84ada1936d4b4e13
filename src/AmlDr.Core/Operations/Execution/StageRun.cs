namespace AmlDr.Core.Operations.Execution;

/// <summary>
/// Walks the steps of a stage: tells which can begin, takes how they end. A step begins as soon as everything that it needs is done, or is done
/// without; one that needs something essential that is done without is done without itself. Deterministic: the order is that of the plan.
/// </summary>
public sealed class StageRun
{
    private readonly StageGraph _graph;
    private readonly StepStatus[] _status;
    private readonly int[] _open;
    private readonly List<int>[] _dependents;
    private readonly SortedSet<int> _ready = [];
    private readonly Queue<int> _unasked = [];

    /// <summary>Creates a walk.</summary>
    /// <param name="graph">The steps.</param>
    /// <param name="statuses">How far each is; steps at work count as not begun, because their runs take up where they were.</param>
    public StageRun(StageGraph graph, IReadOnlyList<StepStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(statuses);
        if (statuses.Count != graph.Needs.Count)
        {
            throw new ArgumentException($"There are {statuses.Count} states for {graph.Needs.Count} steps.", nameof(statuses));
        }

        _graph = graph;
        _status = [.. statuses.Select(status => status == StepStatus.Running ? StepStatus.Pending : status)];
        _dependents = [.. graph.Needs.Select(_ => new List<int>())];
        _open = new int[_status.Length];
        for (int position = 0; position < _status.Length; position++)
        {
            foreach (int needed in graph.Needs[position])
            {
                _dependents[needed].Add(position);
                _open[position] += IsSettled(_status[needed]) ? 0 : 1;
            }
        }

        for (int position = 0; position < _status.Length; position++)
        {
            Offer(position);
        }
    }

    /// <summary>The number of steps that failed.</summary>
    public int Failed => _status.Count(status => status == StepStatus.Failed);

    /// <summary>The number of steps that are not done, because they wait for a failed one or were not begun.</summary>
    public int Pending => _status.Count(status => status is StepStatus.Pending or StepStatus.Running);

    /// <summary>True when nothing can begin and nothing is at work.</summary>
    public bool IsAtRest => _ready.Count == 0 && _unasked.Count == 0 && !_status.Contains(StepStatus.Running);

    /// <summary>Begins the next step that can.</summary>
    /// <param name="position">The step.</param>
    /// <returns>False when none can now.</returns>
    public bool TryBegin(out int position)
    {
        position = _ready.Count == 0 ? -1 : _ready.Min;
        if (position < 0)
        {
            return false;
        }

        _ready.Remove(position);
        _status[position] = StepStatus.Running;
        return true;
    }

    /// <summary>Gives the next step that is done without because something that it needs is; its record is still to be written.</summary>
    /// <param name="position">The step.</param>
    /// <returns>False when there is none now.</returns>
    public bool TryPassOver(out int position) => _unasked.TryDequeue(out position);

    /// <summary>Takes how a step ended.</summary>
    /// <param name="position">The step, begun before.</param>
    /// <param name="isDone">True when it is done; else it failed.</param>
    public void End(int position, bool isDone)
    {
        if (_status[position] != StepStatus.Running)
        {
            throw new InvalidOperationException($"The step at {position} is not at work.");
        }

        Settle(position, isDone ? StepStatus.Done : _graph.IsOptional(position) ? StepStatus.Skipped : StepStatus.Failed);
    }

    private static bool IsSettled(StepStatus status) => status is StepStatus.Done or StepStatus.Skipped;

    private void Settle(int position, StepStatus status)
    {
        _status[position] = status;
        if (IsSettled(status))
        {
            foreach (int dependent in _dependents[position])
            {
                _open[dependent]--;
                Offer(dependent);
            }
        }
    }

    private void Offer(int position)
    {
        if (_status[position] != StepStatus.Pending || _open[position] > 0)
        {
            return;
        }

        if (_graph.Needs[position].Any(needed => _status[needed] == StepStatus.Skipped && _graph.IsEssential(needed)))
        {
            _unasked.Enqueue(position);
            Settle(position, StepStatus.Skipped);
        }
        else
        {
            _ready.Add(position);
        }
    }
}
