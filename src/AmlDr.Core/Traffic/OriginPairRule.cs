using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Traffic;

/// <summary>Two resources of which one gets the traffic, by their status, priorities or weights.</summary>
public abstract class OriginPairRule : TrafficRule
{
    private const string Enabled = "Enabled";
    private const string Disabled = "Disabled";
    private const int Heaviest = 1000;
    private const int Lightest = 1;
    private readonly OriginPair _pair;
    private readonly string _status;

    private protected OriginPairRule(OriginPair pair, string apiVersion, string statusField)
        : base(pair.Name, apiVersion)
    {
        _pair = pair;
        _status = statusField;
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Resources => [_pair.Primary, _pair.Secondary];

    /// <inheritdoc/>
    public sealed override JsonObject Touched(string resource) => _pair.By switch
    {
        TrafficMethod.Priority => Fields(Enabled, ("priority", 1)),
        TrafficMethod.Weight => Fields(Enabled, ("weight", 1)),
        _ => Fields(Enabled),
    };

    /// <inheritdoc/>
    public sealed override PairSide? SideOf(IReadOnlyList<TrafficSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        bool primary = IsEnabled(settings[0]), secondary = IsEnabled(settings[1]);
        if (primary != secondary)
        {
            return primary ? PairSide.Primary : PairSide.Secondary;
        }

        return !primary ? null : _pair.By switch
        {
            TrafficMethod.Priority => Winner(Number(settings[1], "priority"), Number(settings[0], "priority")),
            TrafficMethod.Weight => (Number(settings[0], "weight"), Number(settings[1], "weight")) switch
            {
                (Heaviest, Lightest) => PairSide.Primary,
                (Lightest, Heaviest) => PairSide.Secondary,
                _ => null,
            },
            _ => null,
        };
    }

    private protected sealed override IReadOnlyList<TrafficSetting> Lead(
        PairSide side, IReadOnlyList<TrafficSetting> before, JsonObject? surroundings)
    {
        (TrafficSetting chosen, TrafficSetting other) = side == PairSide.Primary ? (before[0], before[1]) : (before[1], before[0]);
        var enabled = new TrafficSetting(chosen.Resource, Fields(Enabled));
        switch (_pair.By)
        {
            case TrafficMethod.Weight:
                return
                [
                    new TrafficSetting(chosen.Resource, Fields(Enabled, ("weight", Heaviest))),
                    new TrafficSetting(other.Resource, Fields(null, ("weight", Lightest))),
                ];
            case TrafficMethod.Priority:
                (int first, int second) = Order(Number(chosen, "priority"), Number(other, "priority"));
                return [enabled, .. Swap(chosen.Resource, first, other.Resource, second, surroundings)];
            default:
                return [enabled, new TrafficSetting(other.Resource, Fields(Disabled))];
        }
    }

    private protected sealed override IReadOnlyList<TrafficSetting> Return(
        PairSide left, IReadOnlyList<TrafficSetting> before, JsonObject? surroundings)
    {
        // What served gets its values back before the other loses them.
        TrafficSetting[] back = left == PairSide.Primary ? [before[1], before[0]] : [before[0], before[1]];
        return _pair.By == TrafficMethod.Priority ? ReturnPriorities(back[0], back[1], surroundings) : back;
    }

    /// <summary>The writes that give two resources their priorities.</summary>
    private protected abstract IEnumerable<TrafficSetting> Swap(string chosen, int first, string other, int second, JsonObject? surroundings);

    /// <summary>The writes that give two resources the priorities back that they had.</summary>
    private protected virtual IReadOnlyList<TrafficSetting> ReturnPriorities(
        TrafficSetting first, TrafficSetting second, JsonObject? surroundings) => [first, second];

    /// <summary>A number among the fields of a resource; null when it has none.</summary>
    private protected static int? Number(TrafficSetting setting, string field) =>
        setting.Fields["properties"]?[field] is JsonValue value
        && int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private protected static TrafficSetting Prioritised(string resource, int priority) => new(resource, Patch(null, null, ("priority", priority)));

    // The preferred of two unequal priorities goes to the side that is chosen; where they tell nothing, first and second.
    private static (int First, int Second) Order(int? chosen, int? other) =>
        chosen is { } one && other is { } two && one != two ? (Math.Min(one, two), Math.Max(one, two)) : (1, 2);

    private static PairSide? Winner(int? secondary, int? primary) =>
        primary is null || secondary is null || primary == secondary ? null : primary < secondary ? PairSide.Primary : PairSide.Secondary;

    private bool IsEnabled(TrafficSetting setting) =>
        string.Equals(setting.Fields["properties"]?[_status]?.ToString(), Enabled, StringComparison.OrdinalIgnoreCase);

    private JsonObject Fields(string? status, params (string Name, int Value)[] numbers) => Patch(_status, status, numbers);

    private static JsonObject Patch(string? statusField, string? status, params (string Name, int Value)[] numbers)
    {
        var properties = new JsonObject();
        if (statusField is not null && status is not null)
        {
            properties[statusField] = status;
        }

        foreach ((string name, int value) in numbers)
        {
            properties[name] = value;
        }

        return new JsonObject { ["properties"] = properties };
    }
}
