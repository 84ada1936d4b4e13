using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Core.Assets;
using AmlDr.Core.Autoscale;
using AmlDr.Core.Comparing;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Autoscale;

/// <summary>
/// Mirrors the autoscale setting of an online deployment from the primary's resource group to the secondary's. Settings are looked for in the
/// workspaces' resource groups. A listing serves all deployments of a while, because a workspace may have hundreds.
/// </summary>
public sealed class AutoscaleMirror
{
    /// <summary>How long a listing of settings is believed.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private const string ApiVersion = "2022-10-01";
    private readonly ArmClientFactory _arm;
    private readonly StoreResolver _stores;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, (long At, IReadOnlyList<AssetDocument> Settings)> _listed = new(StringComparer.OrdinalIgnoreCase);

    internal AutoscaleMirror(ArmClientFactory arm, StoreResolver stores, TimeProvider clock)
    {
        _arm = arm;
        _stores = stores;
        _clock = clock;
    }

    /// <summary>Says whether the primary's deployment is scaled by a setting.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="deployment">The deployment; other assets never are, which costs no call.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>True when it is: its capacity moves and is not compared.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<bool> IsScaledAsync(Pair pair, AssetId deployment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(deployment);
        return deployment.Kind == KindNames.OnlineDeployment && await FindAsync(pair.Primary, deployment, cancellationToken) is not null;
    }

    /// <summary>Says whether the secondary's deployment is scaled by a setting; the primary is not asked.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="deployment">The deployment; other assets never are, which costs no call.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>True when it is: its capacity moves and is not compared.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<bool> IsScaledInSecondaryAsync(Pair pair, AssetId deployment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(deployment);
        return deployment.Kind == KindNames.OnlineDeployment && await FindAsync(pair.Secondary, deployment, cancellationToken) is not null;
    }

    /// <summary>Makes the secondary's deployment scaled as the primary's is. The secondary's deployment must stand.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="deployment">The online deployment; other assets have no settings.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="TransientException">A call failed or its answer was lost. Doing it again finds what took effect.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async Task<AutoscaleResult> MirrorAsync(Pair pair, AssetId deployment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(deployment);
        if (deployment.Kind != KindNames.OnlineDeployment)
        {
            return new AutoscaleResult(AutoscaleOutcome.None);
        }

        AssetDocument? source = await FindAsync(pair.Primary, deployment, cancellationToken);
        AssetDocument? standing = await FindAsync(pair.Secondary, deployment, cancellationToken);
        if (source is null)
        {
            return await SwitchOffAsync(pair, standing, cancellationToken);
        }

        string target = AutoscaleSetting.TargetOf(pair.Secondary, deployment);
        string name = standing?.ResourceName ?? AutoscaleSetting.NameFor(
            source.ResourceName ?? deployment.Version, target,
            await IsTakenAsync(pair.Secondary, source.ResourceName, cancellationToken));
        RewriteContext context = (await _stores.CreateContextAsync(pair.Primary, pair.Secondary, [], cancellationToken)) with { Policy = pair.Policy };
        RewriteResult rewritten = AutoscaleSetting.Rewrite(source, name, deployment, context);
        string id = $"{pair.Secondary.ResourceGroupId}/{AutoscaleSetting.Collection}/{Uri.EscapeDataString(name)}";
        if (rewritten.Findings.Count > 0)
        {
            var reason = new AssetReason(rewritten.Findings[0].Code, string.Join(" ", rewritten.Findings));
            return new AutoscaleResult(AutoscaleOutcome.Refused, reason, standing?.ResourceId);
        }

        if (standing is not null
            && DocumentComparer.Compare(rewritten.Body, WritableDocument.From(standing, AutoscaleSetting.Kind)).Count == 0)
        {
            return new AutoscaleResult(AutoscaleOutcome.Equal, SettingId: standing.ResourceId);
        }

        await PutAsync(pair.Secondary, id, rewritten.Body, cancellationToken);
        return new AutoscaleResult(AutoscaleOutcome.Written, SettingId: id);
    }

    // Ours alone, and never deleted: an operator may want it back.
    private async Task<AutoscaleResult> SwitchOffAsync(Pair pair, AssetDocument? standing, CancellationToken cancellationToken)
    {
        if (standing is null || standing.GetString("tags", AutoscaleSetting.SourceTag) is null || standing.GetBoolean("properties", "enabled") != true)
        {
            return new AutoscaleResult(AutoscaleOutcome.None, SettingId: standing?.ResourceId);
        }

        JsonObject body = WritableDocument.From(standing, AutoscaleSetting.Kind);
        body["properties"]!["enabled"] = false;
        await PutAsync(pair.Secondary, standing.ResourceId!, body, cancellationToken);
        return new AutoscaleResult(AutoscaleOutcome.SwitchedOff, SettingId: standing.ResourceId);
    }

    private async Task PutAsync(WorkspaceId workspace, string id, JsonObject body, CancellationToken cancellationToken)
    {
        // What is believed is forgotten before the write as well as after it: the write may take effect although it fails.
        _listed.TryRemove(workspace.ResourceGroupId, out _);
        await _arm.Root.PutAsync(id, body, ApiVersion, cancellationToken);
        _listed.TryRemove(workspace.ResourceGroupId, out _);
    }

    private async Task<AssetDocument?> FindAsync(WorkspaceId workspace, AssetId deployment, CancellationToken cancellationToken)
    {
        string target = AutoscaleSetting.TargetOf(workspace, deployment);
        return (await ListAsync(workspace, cancellationToken)).FirstOrDefault(setting => AutoscaleSetting.Targets(setting, target));
    }

    private async Task<bool> IsTakenAsync(WorkspaceId workspace, string? name, CancellationToken cancellationToken) =>
        (await ListAsync(workspace, cancellationToken)).Any(setting => string.Equals(setting.ResourceName, name, StringComparison.OrdinalIgnoreCase));

    private async Task<IReadOnlyList<AssetDocument>> ListAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        string group = workspace.ResourceGroupId;
        if (_listed.TryGetValue(group, out (long At, IReadOnlyList<AssetDocument> Settings) kept) && _clock.GetElapsedTime(kept.At) < KeptFor)
        {
            return kept.Settings;
        }

        long at = _clock.GetTimestamp();
        var settings = new List<AssetDocument>();
        await foreach (AssetDocument setting in _arm.Root.List($"{group}/{AutoscaleSetting.Collection}", ApiVersion, cancellationToken))
        {
            settings.Add(setting);
        }

        _listed[group] = (at, settings);
        return settings;
    }
}
