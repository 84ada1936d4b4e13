using AmlDr.Core.Operations.Planning;

namespace AmlDr.Functions.Http;

/// <summary>The operation that would run.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Start">The request that starts it.</param>
public sealed record PlanView(OperationPlan Plan, string Start);
