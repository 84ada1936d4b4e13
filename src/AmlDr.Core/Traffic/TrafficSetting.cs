using System.Text.Json.Nodes;

namespace AmlDr.Core.Traffic;

/// <summary>What some fields of a resource say, or shall say.</summary>
/// <param name="Resource">The resource identifier; the address, for a blob.</param>
/// <param name="Fields">The fields as a JSON merge patch (RFC 7396): applied to the resource it makes them say so. A null is a field that is not there.</param>
public sealed record TrafficSetting(string Resource, JsonObject Fields);
