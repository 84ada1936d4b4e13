using AmlDr.Core.Operations.Moves;

namespace AmlDr.Functions.Http;

/// <summary>The answer to a request that starts a failover, drill or failback.</summary>
/// <param name="OperationId">The operation; <c>GET /api/operations/{id}</c> shows it.</param>
/// <param name="Pair">The pair's name.</param>
/// <param name="Mode">What it does: <c>planned</c>, <c>unplanned</c>, <c>drill</c>, <c>failback</c>.</param>
/// <param name="State">Its state.</param>
public sealed record OperationAccepted(string OperationId, string Pair, string Mode, OperationState State);
