using System.Text.Json.Nodes;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Traffic;

/// <summary>A CNAME record of a public DNS zone. Its TTL and metadata stay as they are.</summary>
/// <remarks>
/// Source: learn.microsoft.com "Record Sets - Update" (2018-05-01): PATCH with the fields that change (example <c>PatchCNAMERecordset.json</c>),
/// and <c>If-Match</c> with the record's last-seen ETag.
/// </remarks>
/// <param name="record">The record and where it leads on each side.</param>
public sealed class DnsRule(DnsRecord record) : TrafficRule(record.Name, "2018-05-01")
{
    /// <inheritdoc/>
    public override string Kind => "DNS record";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Resources => [record.Record];

    /// <inheritdoc/>
    public override JsonObject Touched(string resource) => Fields("");

    /// <inheritdoc/>
    public override PairSide? SideOf(IReadOnlyList<TrafficSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        JsonNode? target = settings[0].Fields["properties"]?["CNAMERecord"]?["cname"];
        return Same(target, record.Primary) ? PairSide.Primary : Same(target, record.Secondary) ? PairSide.Secondary : null;
    }

    /// <inheritdoc/>
    public override string? Obstacle(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document["properties"]?["targetResource"]?["id"] is { } alias
            ? $"it is an alias of '{alias}' and holds no host name; make it a plain CNAME record, or name it in 'traffic.patches'."
            : null;
    }

    /// <summary>Compares host names: case does not count, nor does the dot that says that a name is complete.</summary>
    /// <param name="left">A name.</param>
    /// <param name="right">The other one.</param>
    /// <returns>True when they are the same.</returns>
    public override bool Same(JsonNode? left, JsonNode? right) =>
        left is null || right is null
            ? left is null && right is null
            : string.Equals(left.ToString().TrimEnd('.'), right.ToString().TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private protected override IReadOnlyList<TrafficSetting> Lead(PairSide side, IReadOnlyList<TrafficSetting> before, JsonObject? surroundings) =>
        [new TrafficSetting(record.Record, Fields(side == PairSide.Primary ? record.Primary : record.Secondary))];

    private static JsonObject Fields(string target) =>
        new() { ["properties"] = new JsonObject { ["CNAMERecord"] = new JsonObject { ["cname"] = target } } };
}
