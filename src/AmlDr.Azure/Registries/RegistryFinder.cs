using System.Collections.Concurrent;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Options;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Registries;

/// <summary>
/// Finds the registry that a policy names, in the pair's subscriptions, and makes sure that both regions have it. What was found is kept for a while.
/// </summary>
internal sealed class RegistryFinder(ArmClientFactory arm, StoreResolver stores, IOptions<AmlDrOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(WorkspaceId, WorkspaceId, string), (long At, string Id)> _found = new();

    /// <summary>Finds the registry.</summary>
    /// <returns>Its resource identifier.</returns>
    /// <exception cref="RefusedException">There is none of the name, or a region of the pair lacks it.</exception>
    public async Task<string> FindAsync(Pair pair, CancellationToken cancellationToken)
    {
        string name = pair.Policy.Registry!.Name;
        var key = (pair.Primary, pair.Secondary, name.ToUpperInvariant());
        if (_found.TryGetValue(key, out (long At, string Id) kept) && clock.GetElapsedTime(kept.At) < StoreResolver.KeptFor)
        {
            return kept.Id;
        }

        AssetDocument registry = await SearchAsync(pair, name, cancellationToken)
            ?? throw new RefusedException(
                $"RegistryMissing: the policy's 'registry.name' is '{name}', and the subscriptions of the pair show the app no such registry. "
                + "Correct the name, or give the app the right to read the registry.");
        await RequireRegionsAsync(pair, name, registry, cancellationToken);
        string id = registry.ResourceId ?? throw new InvalidAssetException($"The registry '{name}' answers without 'id'.");
        _found[key] = (clock.GetTimestamp(), id);
        return id;
    }

    private async Task<AssetDocument?> SearchAsync(Pair pair, string name, CancellationToken cancellationToken)
    {
        foreach (string subscription in new[] { pair.Primary.SubscriptionId, pair.Secondary.SubscriptionId }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            string path = $"/subscriptions/{subscription}/providers/Microsoft.MachineLearningServices/registries";
            await foreach (AssetDocument registry in arm.Root.List(path, options.Value.Arm.ApiVersion, cancellationToken))
            {
                if (string.Equals(registry.ResourceName, name, StringComparison.OrdinalIgnoreCase))
                {
                    return registry;
                }
            }
        }

        return null;
    }

    private async Task RequireRegionsAsync(Pair pair, string name, AssetDocument registry, CancellationToken cancellationToken)
    {
        Core.Rewriting.RewriteContext context = await stores.CreateContextAsync(pair.Primary, pair.Secondary, [], cancellationToken);
        HashSet<string> regions = RegistryRegions.Of(registry);
        string[] lacking = [.. new[] { context.Primary.Location, context.Secondary.Location }.Where(region => !regions.Contains(RegistryRegions.Plain(region)))];
        if (lacking.Length > 0)
        {
            throw new RefusedException(
                $"RegistryLacksRegion: the registry '{name}' has no part in {string.Join(" and ", lacking)}; it has {string.Join(", ", regions.Order(StringComparer.Ordinal))}. "
                + "Add the region to the registry, or leave 'registry' out of the policy so that the assets are copied.");
        }
    }
}
