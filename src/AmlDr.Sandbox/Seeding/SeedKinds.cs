namespace AmlDr.Sandbox.Seeding;

/// <summary>The kinds of assets by the collections that they stand in.</summary>
internal static class SeedKinds
{
    private static readonly Dictionary<string, string> Versioned = new(StringComparer.Ordinal)
    {
        ["models"] = "model", ["environments"] = "environment", ["data"] = "data", ["codes"] = "code", ["components"] = "component",
        ["featuresets"] = "featureset", ["featurestoreEntities"] = "featurestoreEntity",
    };

    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["datastores"] = "datastore", ["computes"] = "compute", ["connections"] = "connection", ["schedules"] = "schedule",
        ["onlineEndpoints"] = "onlineEndpoint", ["batchEndpoints"] = "batchEndpoint", ["serverlessEndpoints"] = "serverlessEndpoint",
        ["marketplaceSubscriptions"] = "marketplaceSubscription",
    };

    private static readonly Dictionary<string, string> Deployments = new(StringComparer.Ordinal)
    {
        ["onlineEndpoints"] = "onlineDeployment", ["batchEndpoints"] = "batchDeployment",
    };

    /// <summary>The resource types below a workspace that assets are of.</summary>
    public static IReadOnlySet<string> ResourceTypes { get; } = Versioned.Keys.Select(collection => collection + "/versions")
        .Concat(Named.Keys).Concat(Deployments.Keys.Select(collection => collection + "/deployments")).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static string KindOf(string collection, string version) =>
        Versioned.TryGetValue(collection, out string? kind) ? kind : version.Length == 0 ? Named[collection] : Deployments[collection];

    public static string PathOf(string collection, string name, string version) =>
        version.Length == 0 ? $"{collection}/{name}" : $"{collection}/{name}/{(Versioned.ContainsKey(collection) ? "versions" : "deployments")}/{version}";
}
