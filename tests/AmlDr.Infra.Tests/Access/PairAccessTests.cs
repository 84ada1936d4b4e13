using AmlDr.Azure.Access;
using AmlDr.Infra.Tests.Support;

namespace AmlDr.Infra.Tests.Access;

/// <summary>The role assignments of a pair, evaluated from the template for every choice that a pair offers.</summary>
public sealed class PairAccessTests
{
    private static readonly string Template = Repository.Read("infra", "modules", "pair-access.bicep");

    /// <summary>Module of the template, and the scopes that stand there before and after a failover.</summary>
    private static readonly (string Module, AccessScope Now, AccessScope AfterFailover)[] Places =
    [
        ("primaryWorkspace", AccessScope.SourceWorkspace, AccessScope.TargetWorkspace),
        ("secondaryWorkspace", AccessScope.TargetWorkspace, AccessScope.SourceWorkspace),
        ("primaryStorage", AccessScope.SourceStorage, AccessScope.TargetStorage),
        ("secondaryStorage", AccessScope.TargetStorage, AccessScope.SourceStorage),
        ("primaryResourceGroup", AccessScope.SourceResourceGroup, AccessScope.TargetResourceGroup),
        ("secondaryResourceGroup", AccessScope.TargetResourceGroup, AccessScope.SourceResourceGroup),
        ("associatedResources", AccessScope.AssociatedResources, AccessScope.AssociatedResources),
        ("subscriptions", AccessScope.Subscription, AccessScope.Subscription),
    ];

    public static TheoryData<bool, bool, bool, bool, bool> Choices
    {
        get
        {
            bool[] both = [false, true];
            var all = new TheoryData<bool, bool, bool, bool, bool>();
            foreach (bool failback in both)
            {
                foreach (bool secrets in both)
                {
                    foreach (bool deletions in both)
                    {
                        foreach (bool notebooks in both)
                        {
                            foreach (bool registry in both)
                            {
                                all.Add(failback, secrets, deletions, notebooks, registry);
                            }
                        }
                    }
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void PairAccess_AtEveryPlace_AssignsExactlyWhatIsNeededThere(bool failback, bool secrets, bool deletions, bool notebooks, bool registry)
    {
        var flags = new Dictionary<string, bool>
        {
            ["failback"] = failback, ["secrets"] = secrets, ["deletions"] = deletions, ["notebooks"] = notebooks, ["registry"] = registry,
        };
        var left = new HashSet<string>();
        left.UnionWith(secrets ? [] : [nameof(RequiredActions.MirrorSecrets), nameof(RequiredActions.MirrorKeys)]);
        left.UnionWith(deletions ? [] : [nameof(RequiredActions.MirrorDelete)]);
        left.UnionWith(registry ? [] : [nameof(RequiredActions.MirrorPublish)]);
        left.UnionWith(notebooks ? [] : [nameof(RequiredActions.NotebookSource), nameof(RequiredActions.NotebookTarget)]);
        IReadOnlyList<BicepText.Declaration> modules = BicepText.Declarations(Template);
        Assert.Equal(Places.Select(place => place.Module).Order(), modules.Select(module => module.Symbol).Order());

        foreach ((string module, AccessScope now, AccessScope afterFailover) in Places)
        {
            string expression = modules.Single(one => one.Symbol == module).Value("roleIds")!;

            IReadOnlySet<string> assigned = RoleExpression.Evaluate(expression, name => BicepText.Variable(Template, name), flags);

            IEnumerable<string> needed = RequiredActions.All
                .Where(group => group.Scopes.Contains(now) || (failback && group.Scopes.Contains(afterFailover)))
                .Where(group => !left.Contains(group.Feature))
                .Select(group => char.ToLowerInvariant(group.Feature[0]) + group.Feature[1..]);
            Assert.Equal(needed.Order(), assigned.Order());
        }
    }

    [Theory]
    [InlineData("primaryWorkspace", "resourceGroup(primary[2], primary[4])", "primary[8]")]
    [InlineData("secondaryWorkspace", "resourceGroup(secondary[2], secondary[4])", "secondary[8]")]
    [InlineData("primaryStorage", "resourceGroup(split(id, '/')[2], split(id, '/')[4])", null)]
    [InlineData("secondaryStorage", "resourceGroup(split(id, '/')[2], split(id, '/')[4])", null)]
    [InlineData("primaryResourceGroup", "resourceGroup(primary[2], primary[4])", null)]
    [InlineData("secondaryResourceGroup", "resourceGroup(secondary[2], secondary[4])", null)]
    public void PairAccess_Module_StandsAtItsOwnResource(string module, string scope, string? workspace)
    {
        BicepText.Declaration declaration = BicepText.Declarations(Template).Single(one => one.Symbol == module);

        Assert.Equal(scope, declaration.Value("scope"));
        Assert.Equal(workspace, declaration.Value("workspaceName"));
        if (module.EndsWith("Storage", StringComparison.Ordinal))
        {
            Assert.Contains($"for id in pair.{module[..^"Storage".Length]}.storageAccountIds:", declaration.Body, StringComparison.Ordinal);
        }
    }
}
