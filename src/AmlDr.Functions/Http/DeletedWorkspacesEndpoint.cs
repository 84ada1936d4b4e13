using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Recovery;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;
using AmlDr.Functions.Security;
using AmlDr.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Http;

/// <summary>Soft-deleted workspaces: <c>GET /api/pairs/{pair}/deleted-workspaces</c> and <c>POST …/{name}/recover</c>.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="finder">Finds them.</param>
/// <param name="recovery">Recovers them.</param>
/// <param name="logger">The log.</param>
public sealed class DeletedWorkspacesEndpoint(
    PairRegistry pairs, DeletedWorkspaceFinder finder, WorkspaceRecovery recovery, ILogger<DeletedWorkspacesEndpoint> logger)
{
    private const string ListUnconfirmed =
        "No published operation lists soft-deleted workspaces. What is shown here was found in the list of workspaces; others may exist that it does not show. The portal shows them under 'Recently deleted'.";

    private const string RecoveryUnconfirmed =
        "No published operation recovers a workspace. It was asked to be created as it was last seen, with the switch of an old preview that templates still send. "
        + "Whether its data came back shows in GET /api/pairs/{pair}/readiness?fresh=true and in the workspace itself; computes and endpoints do not come back, roles by best effort.";

    /// <summary>Lists them.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns><c>{"value":[…],"unconfirmed"}</c>; 502 when Azure could not be asked; 404 when there is no such pair.</returns>
    [Function("GetDeletedWorkspaces")]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/deleted-workspaces")] HttpRequest request, string pair,
        CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        Reading<IReadOnlyList<DeletedWorkspace>> found = await finder.FindAsync(known, cancellationToken);
        return found.Value is { } workspaces
            ? ApiResult.Json(new { value = workspaces, recoverable = recovery.IsAllowed, unconfirmed = ListUnconfirmed })
            : ApiResult.Problem(
                request, StatusCodes.Status502BadGateway, "azure-unreadable", "Azure could not be asked", $"{found.Problem} {found.Grant}".TrimEnd());
    }

    /// <summary>Asks for one to be recovered.</summary>
    /// <param name="request">The request; its body is a <see cref="RecoverRequest"/>.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="name">The name of one of the pair's workspaces.</param>
    /// <param name="context">The invocation, which holds the body.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>202 when Azure took it; 409 when it is refused, with the reason; 403 when the app may not; 404 when there is no such pair or workspace.</returns>
    [Function("RecoverDeletedWorkspace")]
    public async Task<IActionResult> RecoverAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pairs/{pair}/deleted-workspaces/{name}/recover")] HttpRequest request, string pair, string name,
        FunctionContext context, CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        string example = $$"""{"confirm":"{{known.Secondary.Name}}"}""";
        RecoverRequest body = context.GetBody<RecoverRequest>()!;
        WorkspaceId[] workspaces = [.. Sides(known, body.Side).Where(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase))];
        if (workspaces is not [var workspace])
        {
            return workspaces.Length > 1
                ? JsonRequest.Bad(request, $"Both workspaces are called '{name}'; 'side' is missing", """{"confirm":"<name>","side":"secondary"}""")
                : ApiResult.Problem(
                    request, StatusCodes.Status404NotFound, "unknown-workspace", "The pair has no such workspace",
                    $"'name' is '{AssetNames.Printable(name)}'; only the pair's own workspaces can be recovered here: {known.Primary.Name}, {known.Secondary.Name}.");
        }

        if (!string.Equals(body.Confirm, workspace.Name, StringComparison.Ordinal))
        {
            return JsonRequest.Bad(request, $"'confirm' is '{AssetNames.Printable(body.Confirm ?? "")}'; repeat the workspace's name '{workspace.Name}'", example);
        }

        return await RecoverAsync(request, known, workspace, cancellationToken);
    }

    private async Task<IActionResult> RecoverAsync(HttpRequest request, Pair pair, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        try
        {
            DateTimeOffset seenAt = await recovery.RecoverAsync(pair, workspace, cancellationToken);
            logger.WorkspaceRecoveryAsked(pair.Name, workspace.ToString());
            return ApiResult.Json(new { workspace = workspace.ToString(), asSeenAt = seenAt, unconfirmed = RecoveryUnconfirmed }, StatusCodes.Status202Accepted);
        }
        catch (RefusedException exception)
        {
            return ApiResult.Problem(request, StatusCodes.Status409Conflict, "recovery-refused", "The workspace is not recovered", exception.Message);
        }
        catch (AccessDeniedException exception)
        {
            return ApiResult.Problem(
                request, StatusCodes.Status403Forbidden, "recovery-denied", "The app may not create workspaces",
                $"{exception.Message} None of the app's roles allows 'Microsoft.MachineLearningServices/workspaces/write'; grant it at {workspace.ResourceGroupId} for the time being, or recover the workspace in the portal.");
        }
        catch (AmlDrException exception)
        {
            return ApiResult.Problem(
                request, StatusCodes.Status502BadGateway, "recovery-failed", "Azure did not take it",
                $"{exception.Message} It may have taken effect all the same: GET /api/pairs/{pair.Name}/readiness?fresh=true shows whether the workspace stands.");
        }
    }

    private static WorkspaceId[] Sides(Pair pair, string? side) => side switch
    {
        "primary" => [pair.Primary],
        "secondary" => [pair.Secondary],
        _ => [pair.Primary, pair.Secondary],
    };
}
