using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Types;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>
/// Serves lists: views, filters, order and pages. A continuation token names the last resource seen, not a position, so resources that
/// come or go between two pages neither repeat nor hide others.
/// </summary>
internal sealed class ResourceLister(ArmContext arm)
{
    private readonly ResourceView _view = new(arm);

    public SimResponse List(CallContext call, ArmPath path, ResourceDescriptor descriptor, ResourceAddress? parent)
    {
        RequestTarget target = call.Request.Target;
        ListFeatures features = descriptor.List;
        ListOrder order = ReadOrder(target, features);
        int size = ReadSize(target, descriptor);
        Func<StoredResource, bool> inView = ReadView(target, features, parent);
        Func<StoredResource, JsonObject, bool>[] filters = [.. ReadFilters(call, features)];
        ContinuationToken? token = target["$skip"] is { Length: > 0 } text ? ContinuationToken.Read(text, order) : null;
        int offset = token is null && features.Offset ? ReadWhole(target, "offset", 0) : 0;

        List<(StoredResource Resource, JsonObject Body)> page = [];
        bool more = Read(path, descriptor, parent, collection =>
        {
            foreach (StoredResource resource in Ordered(collection, order, token))
            {
                if (!inView(resource))
                    continue;
                // Parsing is dear: only a filter needs the body of a resource that does not end up on the page.
                JsonObject? body = filters.Length > 0 || page.Count < size ? resource.ReadBody() : null;
                if (filters.Any(filter => !filter(resource, body!)))
                    continue;
                if (offset-- > 0)
                    continue;
                if (page.Count == size)
                    return true;
                page.Add((resource, body!));
            }

            return false;
        });

        JsonObject answer = new()
        {
            ["value"] = new JsonArray([.. page.Select(item => (JsonNode)_view.Render(item.Resource, item.Body, call.Request.BaseUrl))]),
        };
        if (more)
            answer["nextLink"] = NextLink(call, ContinuationToken.After(page[^1].Resource, order));
        return SimResponse.Json(200, answer);
    }

    private static IEnumerable<StoredResource> Ordered(ResourceCollection? collection, ListOrder order, ContinuationToken? token)
    {
        if (collection is null)
            return [];
        IReadOnlyList<StoredResource> all = collection.InOrder;
        long after = token?.Key ?? 0;
        switch (order)
        {
            case ListOrder.CreatedAscending:
                return Range(all, collection.IndexAfter(after), 1);
            case ListOrder.CreatedDescending:
                return Range(all, token is null ? all.Count - 1 : collection.IndexAfter(after - 1) - 1, -1);
            case ListOrder.ModifiedAscending:
                return all.Where(resource => resource.ModifiedSequence > after).OrderBy(resource => resource.ModifiedSequence);
            default:
                return all.Where(resource => token is null || resource.ModifiedSequence < after).OrderByDescending(resource => resource.ModifiedSequence);
        }
    }

    private static IEnumerable<StoredResource> Range(IReadOnlyList<StoredResource> all, int from, int step)
    {
        for (int index = from; index >= 0 && index < all.Count; index += step)
            yield return all[index];
    }

    private static IEnumerable<Func<StoredResource, JsonObject, bool>> ReadFilters(CallContext call, ListFeatures features)
    {
        RequestTarget target = call.Request.Target;
        foreach ((string name, ListFilter filter) in features.Filters)
        {
            string[] values = [.. target.All(name).Where(value => value.Length > 0)];
            if (values.Length > 0)
                yield return (resource, body) => filter(resource, body, values);
        }

        if (features.ODataFilter is { } odata && target["$filter"] is { Length: > 0 } expression)
            yield return (resource, body) => odata(resource, body, expression, call);
    }

    private static ListOrder ReadOrder(RequestTarget target, ListFeatures features)
    {
        if (features.OrderWord is { } parameter && target[parameter] is { Length: > 0 } word)
        {
            return word.ToLowerInvariant() switch
            {
                "createdatdesc" => ListOrder.CreatedDescending,
                "createdatasc" => ListOrder.CreatedAscending,
                "updatedatdesc" => ListOrder.ModifiedDescending,
                "updatedatasc" => ListOrder.ModifiedAscending,
                _ => throw Bad(parameter, word, "CreatedAtDesc, CreatedAtAsc, UpdatedAtDesc or UpdatedAtAsc"),
            };
        }

        if (!features.OrderByTime || target["$orderBy"] is not { Length: > 0 } text)
            return ListOrder.CreatedAscending;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool descending = words.Length == 2 && ArmPath.Is(words[1], "desc");
        if (words.Length > 2 || (words.Length == 2 && !descending && !ArmPath.Is(words[1], "asc")))
            throw Bad("$orderBy", text, "a field followed by 'asc' or 'desc'");
        // Published for data versions: createdtime and modifiedtime. The published examples carry the placeholder 'string'.
        return words[0].ToLowerInvariant() switch
        {
            "createdtime" or "string" => descending ? ListOrder.CreatedDescending : ListOrder.CreatedAscending,
            "modifiedtime" => descending ? ListOrder.ModifiedDescending : ListOrder.ModifiedAscending,
            _ => throw Bad("$orderBy", text, "'createdtime' or 'modifiedtime'"),
        };
    }

    private static Func<StoredResource, bool> ReadViewOf(string? value, string first, string second, Func<StoredResource, bool> isSecond)
    {
        if (string.IsNullOrEmpty(value) || ArmPath.Is(value, first))
            return resource => !isSecond(resource);
        if (ArmPath.Is(value, second))
            return isSecond;
        if (ArmPath.Is(value, "All"))
            return _ => true;
        throw Bad("listViewType", value, $"{first}, {second} or All");
    }

    private static int ReadWhole(RequestTarget target, string name, int least)
    {
        if (target[name] is not { Length: > 0 } text)
            return least;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : throw Bad(name, text, $"a whole number of {least} or more");
    }

    private static ArmException Bad(string name, string value, string expected) =>
        ArmException.User(400, "BadArgument", $"The query parameter '{name}' is '{value}'; it must be {expected}.");

    private static string NextLink(CallContext call, ContinuationToken next)
    {
        RequestTarget target = call.Request.Target;
        IEnumerable<string> kept = target.RawQuery
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !ArmPath.Is(Uri.UnescapeDataString(part.Split('=')[0]), "$skip") && !ArmPath.Is(part.Split('=')[0], "offset"));
        return $"{call.Request.BaseUrl}{target.RawPath}?{string.Join('&', kept.Append("%24skip=" + Uri.EscapeDataString(next.ToString())))}";
    }

    /// <summary>
    /// Reads what the list holds: the resources below a parent or at a scope; for a subscription those of all its groups; for lists that
    /// reach around, everything above and below the scope as well.
    /// </summary>
    private bool Read(ArmPath path, ResourceDescriptor descriptor, ResourceAddress? parent, Func<ResourceCollection?, bool> read)
    {
        bool wholeSubscription = descriptor.Scope == ResourceScope.Group && path.ResourceGroup is null;
        if (parent is not null || !(wholeSubscription || descriptor.List.ReachesAround))
            return arm.Store.Read(parent, descriptor, path, read);
        string scope = path.Scope;
        ResourceCollection gathered = new(caseSensitiveNames: true);
        IEnumerable<StoredResource> all = wholeSubscription
            ? arm.Store.Roots(descriptor, scope)
            : arm.Store.Roots(descriptor).Where(resource =>
            {
                string own = AuthorizationTypes.ScopeOf(resource.Id);
                return ODataFilters.IsAtOrAbove(own, scope) || ODataFilters.IsAtOrAbove(scope, own);
            });
        foreach (StoredResource resource in all)
            gathered.Put(resource);
        return read(gathered);
    }

    private Func<StoredResource, bool> ReadView(RequestTarget target, ListFeatures features, ResourceAddress? parent)
    {
        switch (features.View)
        {
            case ListView.Archived:
                // Archiving a container covers the whole asset: its versions count as archived too.
                bool parentArchived = parent is { Descriptor.HasVersions: true } && arm.Store.Find(parent) is { Archived: true };
                return ReadViewOf(target["listViewType"], "ActiveOnly", "ArchivedOnly", resource => resource.Archived || parentArchived);
            case ListView.Enabled:
                return ReadViewOf(target["listViewType"], "EnabledOnly", "DisabledOnly", resource => !resource.Enabled);
            default:
                return _ => true;
        }
    }

    private int ReadSize(RequestTarget target, ResourceDescriptor descriptor)
    {
        int configured = arm.Options.PageSizes.GetValueOrDefault(descriptor.OperationBase, descriptor.List.PageSize ?? arm.Options.DefaultPageSize);
        if (descriptor.List.SizeParameter is not { } parameter || target[parameter] is not { Length: > 0 })
            return configured;
        // Above the page's size the parameter falls back to it.
        return Math.Min(configured, ReadWhole(target, parameter, 1));
    }
}
