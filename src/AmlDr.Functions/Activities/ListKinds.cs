using AmlDr.Core.Kinds;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Names the kinds that a sweep goes through. An activity, so that a later version that knows more does not change running sweeps.</summary>
/// <param name="kinds">The kinds.</param>
public sealed class ListKinds(KindCatalog kinds)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <returns>The kinds' names, in order.</returns>
    [Function(nameof(ListKinds))]
    public IReadOnlyList<string> Run([ActivityTrigger] string pair) => [.. kinds.All.Select(kind => kind.Name)];
}
