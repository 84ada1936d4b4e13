using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>The defaults, for every pair.</summary>
internal sealed class DefaultOperationPolicies : IOperationPolicies
{
    public OperationPolicy Of(Pair pair) => OperationPolicy.Default;
}
