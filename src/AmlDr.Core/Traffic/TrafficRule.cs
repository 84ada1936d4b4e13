using System.Text.Json.Nodes;
using AmlDr.Core.Operations.Execution;

namespace AmlDr.Core.Traffic;

/// <summary>
/// What a way of switching means in terms of resources: which are looked at, which side their fields lead to, and which writes lead to a side.
/// Pure; the reading and writing is done elsewhere.
/// </summary>
public abstract class TrafficRule
{
    private protected TrafficRule(string name, string apiVersion)
    {
        Name = name;
        ApiVersion = apiVersion;
    }

    /// <summary>The way's name in the policy.</summary>
    public string Name { get; }

    /// <summary>The api-version of the resources.</summary>
    public string ApiVersion { get; }

    /// <summary>What kind of way it is, for people, such as <c>Azure Front Door</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The resources that a switch writes, by identifier.</summary>
    public abstract IReadOnlyList<string> Resources { get; }

    /// <summary>A resource that plans look at besides; null for none.</summary>
    public virtual string? Surroundings => null;

    /// <summary>The fields of a resource that a switch touches, with any values.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <returns>A merge patch.</returns>
    public abstract JsonObject Touched(string resource);

    /// <summary>Tells the side that the fields lead to.</summary>
    /// <param name="settings">What the touched fields say.</param>
    /// <returns>The side; null when they lead to both, to none, or elsewhere.</returns>
    public abstract PairSide? SideOf(IReadOnlyList<TrafficSetting> settings);

    /// <summary>Says what stands against using the way.</summary>
    /// <param name="document">One of the resources.</param>
    /// <returns>What is wrong and the remedy; null when nothing is.</returns>
    public virtual string? Obstacle(JsonObject document) => null;

    /// <summary>Compares two values of a field.</summary>
    /// <param name="left">A value that is no object.</param>
    /// <param name="right">The other one.</param>
    /// <returns>True when they mean the same to the service.</returns>
    public virtual bool Same(JsonNode? left, JsonNode? right) => MergePatch.Show(left) == MergePatch.Show(right);

    /// <summary>Tells where the way stands.</summary>
    /// <param name="documents">The resources, in the order of <see cref="Resources"/>.</param>
    /// <returns>The state.</returns>
    public TrafficState Read(IReadOnlyList<JsonObject> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        TrafficSetting[] settings =
            [.. Resources.Select((resource, position) => new TrafficSetting(resource, MergePatch.Undo(documents[position], Touched(resource))))];
        return new TrafficState(Name, SideOf(settings), settings);
    }

    /// <summary>Makes a plan.</summary>
    /// <param name="side">The side that is wanted.</param>
    /// <param name="before">Where the way stands.</param>
    /// <param name="surroundings">What <see cref="Surroundings"/> is; null when there is none.</param>
    /// <returns>The plan.</returns>
    public TrafficPlan Plan(PairSide side, TrafficState before, JsonObject? surroundings)
    {
        ArgumentNullException.ThrowIfNull(before);
        IReadOnlyList<TrafficSetting> forth = before.Side == side ? [] : Lead(side, before.Settings, surroundings);
        return new TrafficPlan
        {
            Name = Name,
            Side = side,
            Before = before,
            Forth = forth,
            Back = forth.Count == 0 ? [] : Return(side, before.Settings, surroundings),
            Changes = [.. Changes(before.Settings, forth)],
        };
    }

    /// <summary>The writes that lead to a side. At no moment between them is there no side at all.</summary>
    private protected abstract IReadOnlyList<TrafficSetting> Lead(PairSide side, IReadOnlyList<TrafficSetting> before, JsonObject? surroundings);

    /// <summary>The writes that bring back what was there; the side that served gets the traffic back first.</summary>
    private protected virtual IReadOnlyList<TrafficSetting> Return(
        PairSide left, IReadOnlyList<TrafficSetting> before, JsonObject? surroundings) => before;

    private IEnumerable<TrafficChange> Changes(IReadOnlyList<TrafficSetting> before, IReadOnlyList<TrafficSetting> forth)
    {
        foreach (TrafficSetting setting in before)
        {
            Dictionary<string, JsonNode?> from = MergePatch.Leaves(setting.Fields).ToDictionary(leaf => leaf.Pointer, leaf => leaf.Value, StringComparer.Ordinal);
            Dictionary<string, JsonNode?> to = new(StringComparer.Ordinal);
            foreach ((string pointer, JsonNode? value) in forth.Where(write => write.Resource == setting.Resource).SelectMany(write => MergePatch.Leaves(write.Fields)))
            {
                to[pointer] = value;
            }

            foreach ((string pointer, JsonNode? value) in to)
            {
                JsonNode? was = from.GetValueOrDefault(pointer);
                if (!Same(was, value))
                {
                    yield return new TrafficChange(setting.Resource, pointer, MergePatch.Show(was), MergePatch.Show(value));
                }
            }
        }
    }
}
