using AmlDr.Azure.Mirroring;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Names the kinds that a sweep goes through. An activity, so that a later version that knows more does not change running sweeps.</summary>
/// <param name="kinds">The kinds.</param>
/// <param name="pairs">The pairs.</param>
public sealed class ListKinds(KindCatalog kinds, PairRegistry pairs)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <returns>The kinds' names, in order; none that the policy leaves out as a whole.</returns>
    [Function(nameof(ListKinds))]
    public IReadOnlyList<string> Run([ActivityTrigger] string pair)
    {
        PairPolicy policy = pairs[pair].Policy;
        return [.. kinds.All.Select(kind => kind.Name).Where(kind => !policy.LeavesOut(kind))];
    }
}
