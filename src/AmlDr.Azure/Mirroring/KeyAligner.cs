using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Mirroring;

/// <summary>
/// Gives an endpoint of the secondary the keys of the primary's, so that clients need no other ones after a failover. The service takes keys
/// with the first write alone; later <c>regenerateKeys</c> sets a given one (<c>facts/aml-rest.md</c> 2.9).
/// </summary>
public sealed class KeyAligner
{
    private static readonly (string Type, string Field)[] Keys = [("Primary", "primaryKey"), ("Secondary", "secondaryKey")];
    private readonly AmlClient _aml;
    private readonly KindCatalog _kinds;
    private readonly PairRegistry _pairs;

    /// <summary>Creates an aligner.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="pairs">The pairs.</param>
    public KeyAligner(AmlClient aml, KindCatalog kinds, PairRegistry pairs)
    {
        _aml = aml;
        _kinds = kinds;
        _pairs = pairs;
    }

    /// <summary>Sets the first key that differs.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="asset">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How that went; null when no key differs.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<AssetRegistration?> AlignAsync(string pairName, AssetId asset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asset);
        Pair pair = _pairs[pairName];
        string action = _kinds[asset.Kind].Secrets?.Regenerate
            ?? throw new ArgumentException($"Keys of the kind '{asset.Kind}' cannot be set.", nameof(asset));
        JsonNode primary = await _aml.ReadSecretsAsync(pair.Primary, asset, cancellationToken);
        JsonNode secondary = await _aml.ReadSecretsAsync(pair.Secondary, asset, cancellationToken);
        foreach ((string type, string field) in Keys)
        {
            if (primary[field]?.GetValue<string>() is { } wanted && wanted != secondary[field]?.GetValue<string>())
            {
                ArmActionResult answer = await _aml.CallActionAsync(
                    pair.Secondary, asset, action, new JsonObject { ["keyType"] = type, ["keyValue"] = wanted }, cancellationToken);
                return new AssetRegistration(true, answer.Operation is not null, answer.Operation, answer.RetryAfter);
            }
        }

        return null;
    }
}
