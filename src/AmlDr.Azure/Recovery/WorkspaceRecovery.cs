using AmlDr.Azure.Arm;
using AmlDr.Azure.Options;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Recovery;

/// <summary>
/// Asks Azure to bring a soft-deleted workspace of a pair back, by creating it as it was last seen. Unconfirmed, and therefore behind the setting
/// <c>AmlDr__Recovery__AllowWorkspaceRecovery</c>.
/// </summary>
public sealed class WorkspaceRecovery
{
    private const string StorageVersion = "2025-08-01";
    private const string VaultVersion = "2025-05-01";
    private const string InsightsVersion = "2020-02-02";

    // The article on soft deletion: these must be there before the workspace is recovered; the registry need not.
    private static readonly (string Property, string Version)[] Needed =
        [("keyVault", VaultVersion), ("storageAccount", StorageVersion), ("applicationInsights", InsightsVersion)];

    private readonly ArmClientFactory _arm;
    private readonly WorkspaceSightings _sightings;
    private readonly AmlDrOptions _options;

    internal WorkspaceRecovery(ArmClientFactory arm, WorkspaceSightings sightings, IOptions<AmlDrOptions> options)
    {
        _arm = arm;
        _sightings = sightings;
        _options = options.Value;
    }

    /// <summary>Whether the setting allows it.</summary>
    public bool IsAllowed => _options.Recovery.AllowWorkspaceRecovery;

    /// <summary>Asks for a workspace to be recovered.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="workspace">One of its workspaces.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When the workspace was last seen as it is asked for now.</returns>
    /// <exception cref="RefusedException">The setting forbids it, the workspace stands, it was never seen, or a resource that it needs is missing.</exception>
    /// <exception cref="AccessDeniedException">The app may not create workspaces, which none of its roles allows.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async Task<DateTimeOffset> RecoverAsync(Pair pair, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!IsAllowed)
        {
            throw new RefusedException(
                "AmlDr__Recovery__AllowWorkspaceRecovery is 'false'. That creating a workspace again recovers it is unconfirmed; set it to 'true' to try, or recover the workspace in the portal ('Recently deleted').");
        }

        AmlWorkspaceResource resource = _arm.GetWorkspace(workspace);
        if (await resource.TryGetAsync("", _options.Arm.ApiVersion, cancellationToken) is not null)
        {
            throw new RefusedException($"The workspace {workspace.Name} stands; there is nothing to recover.");
        }

        WorkspaceSighting sighting = await _sightings.TryGetAsync(pair, workspace, cancellationToken)
            ?? throw new RefusedException(
                $"The workspace {workspace.Name} was never seen by a readiness check, so nothing is known of what it was made of. Recover it in the portal ('Recently deleted').");
        var document = new AssetDocument(sighting.Document.DeepClone().AsObject());
        foreach ((string property, string version) in Needed)
        {
            await DemandAsync(resource, document.GetString("properties", property), property, version, cancellationToken);
        }

        await resource.StartPutAsync("", RecoveryBody.Create(sighting.Document), _options.Arm.ApiVersion, cancellationToken);
        return sighting.SeenAt;
    }

    private static async Task DemandAsync(AmlWorkspaceResource resource, string? id, string property, string version, CancellationToken cancellationToken)
    {
        if (id is null)
        {
            return;
        }

        try
        {
            await resource.GetOtherAsync(id, version, cancellationToken);
        }
        catch (NotFoundException exception)
        {
            throw new RefusedException($"The workspace's '{property}', {id}, does not exist. Recover it first: the workspace needs it.", exception);
        }
    }
}
