using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>What a list operation understands besides <c>$skip</c>.</summary>
internal sealed record ListFeatures
{
    public static ListFeatures Plain { get; } = new();

    public ListView View { get; init; }

    /// <summary>Name of the parameter that sets the page's size (<c>$top</c>, <c>count</c> or <c>pageSize</c>); null when there is none.</summary>
    public string? SizeParameter { get; init; }

    /// <summary>Published default page size; null for the simulator's setting.</summary>
    public int? PageSize { get; init; }

    /// <summary>Whether <c>$orderBy</c> with <c>createdtime</c> or <c>modifiedtime</c> is understood.</summary>
    public bool OrderByTime { get; init; }

    /// <summary>Whether <c>offset</c> skips items at the start.</summary>
    public bool Offset { get; init; }

    /// <summary>Name of the parameter that names the order in one word (<c>CreatedAtDesc</c> and the like); null when there is none.</summary>
    public string? OrderWord { get; init; }

    /// <summary>What <c>$filter</c> lets through; null when the list has no such parameter.</summary>
    public Func<StoredResource, JsonObject, string, CallContext, bool>? ODataFilter { get; init; }

    /// <summary>Whether the list of a scope holds what stands above and below it, too: role assignments.</summary>
    public bool ReachesAround { get; init; }

    /// <summary>The filters by parameter name.</summary>
    public IReadOnlyDictionary<string, ListFilter> Filters { get; init; } = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase);
}
