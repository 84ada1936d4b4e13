using System.Text.Json.Nodes;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Traffic;

/// <summary>Any resource, changed by a merge patch per side. Both set the same fields, which the resource must show when it is read.</summary>
/// <param name="patch">The resource and its patches.</param>
public sealed class PatchRule(ResourcePatch patch) : TrafficRule(patch.Name, patch.ApiVersion)
{
    /// <inheritdoc/>
    public override string Kind => "resource";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Resources => [patch.Resource];

    /// <inheritdoc/>
    public override JsonObject Touched(string resource) => MergePatch.Combine(patch.Primary, patch.Secondary);

    /// <inheritdoc/>
    public override PairSide? SideOf(IReadOnlyList<TrafficSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return MergePatch.Holds(settings[0].Fields, patch.Primary, Same) ? PairSide.Primary
            : MergePatch.Holds(settings[0].Fields, patch.Secondary, Same) ? PairSide.Secondary
            : null;
    }

    private protected override IReadOnlyList<TrafficSetting> Lead(PairSide side, IReadOnlyList<TrafficSetting> before, JsonObject? surroundings) =>
        [new TrafficSetting(patch.Resource, (side == PairSide.Primary ? patch.Primary : patch.Secondary).DeepClone().AsObject())];
}
