using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>How operations of a pair are run.</summary>
public interface IOperationPolicies
{
    /// <summary>Gives the policy of a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <returns>The policy.</returns>
    OperationPolicy Of(Pair pair);
}
