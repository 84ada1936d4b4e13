namespace AmlDr.Sandbox.Seeding;

/// <summary>
/// Makes up a whole workspace: assets of every kind that refer to each other. Half of a large number are versions of models and environments of
/// every form, the rest are projects. The same seed and number give the same workspace to the byte.
/// </summary>
public static class WorkspacePlan
{
    /// <summary>The least number of assets: one project with everything, and one model or environment of each form.</summary>
    public const int Least = 90;

    /// <summary>Makes up a workspace.</summary>
    /// <param name="location">The primary workspace.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many assets, at least <see cref="Least"/>.</param>
    /// <returns>The assets, each after those that it refers to.</returns>
    public static IReadOnlyList<SeedAsset> Create(SeedLocation location, int seed, int count)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, Least);
        List<SeedAsset> assets = [.. ProjectPlan.CreateFull(location, seed)];
        for (int project = 1; assets.Count < count / 2; project++)
            assets.AddRange(ProjectPlan.Create(location, seed, project));
        return [.. assets, .. SeedPlan.Create(location, seed, count - assets.Count)];
    }

    /// <summary>Makes up one project with an asset of every kind, without further models and environments.</summary>
    /// <param name="location">The primary workspace.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The assets, each after those that it refers to.</returns>
    public static IReadOnlyList<SeedAsset> CreateSmall(SeedLocation location, int seed)
    {
        ArgumentNullException.ThrowIfNull(location);
        return ProjectPlan.CreateFull(location, seed);
    }

    /// <summary>Makes up a further project.</summary>
    /// <param name="location">The primary workspace.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Its number; multiples of 12 have endpoints of both sorts and a connection.</param>
    /// <returns>The assets, each after those that it refers to.</returns>
    public static IReadOnlyList<SeedAsset> CreateProject(SeedLocation location, int seed, int number)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return ProjectPlan.Create(location, seed, number);
    }
}
