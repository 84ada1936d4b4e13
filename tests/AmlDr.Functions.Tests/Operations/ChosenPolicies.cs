using AmlDr.Azure.Operations.Seams;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Functions.Tests.Operations;

/// <summary>The operation policy that a test chooses.</summary>
public sealed class ChosenPolicies : IOperationPolicies
{
    public OperationPolicy Policy { get; set; } = OperationPolicy.Default;

    public OperationPolicy Of(Pair pair) => Policy;
}
