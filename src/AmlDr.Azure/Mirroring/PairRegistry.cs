using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using AmlDr.Azure.Options;
using AmlDr.Azure.Policies;
using AmlDr.Core.Pairs;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Mirroring;

/// <summary>The configured pairs, by name and by their primary.</summary>
public sealed class PairRegistry
{
    private readonly FrozenDictionary<string, Pair> _byName;
    private readonly FrozenDictionary<string, Pair> _back;

    /// <summary>Creates the registry.</summary>
    /// <param name="options">The settings, valid.</param>
    /// <param name="policies">The policy files that they name, valid too.</param>
    public PairRegistry(IOptions<AmlDrOptions> options, PolicyFiles policies)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(policies);
        All =
        [
            .. options.Value.Pairs.Select(pair => new Pair(
                pair.Name, WorkspaceId.Parse(pair.Primary.WorkspaceId), WorkspaceId.Parse(pair.Secondary.WorkspaceId))
            {
                Policy = policies.Read(pair.PolicyFile).Policy,
            }),
        ];
        _byName = All.ToFrozenDictionary(pair => pair.Name, StringComparer.OrdinalIgnoreCase);
        _back = All.Select(pair => pair.Back()).ToFrozenDictionary(pair => pair.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All pairs, in the order of the settings.</summary>
    public IReadOnlyList<Pair> All { get; }

    /// <summary>Gives a pair by its name, or the way back of a pair by that one's.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The pair.</returns>
    /// <exception cref="KeyNotFoundException">No pair has the name.</exception>
    public Pair this[string name] =>
        TryGet(name, out Pair? pair) || _back.TryGetValue(name, out pair) ? pair : throw new KeyNotFoundException($"There is no pair '{name}' in the settings.");

    /// <summary>Looks for a pair by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="pair">The pair.</param>
    /// <returns>False when no pair of the settings has the name.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out Pair? pair) => _byName.TryGetValue(name, out pair);

    /// <summary>Finds the pairs that mirror from a workspace; several may.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <returns>The pairs.</returns>
    public IEnumerable<Pair> WithPrimary(WorkspaceId workspace) => All.Where(pair => pair.Primary.Equals(workspace));
}
