using AmlDr.Azure.Access;
using AmlDr.Core.Kinds;
using AmlDr.Infra.Tests.Support;

namespace AmlDr.Infra.Tests.Access;

/// <summary>The custom roles grant what the code needs, nothing less and nothing more.</summary>
public sealed class RolesTests
{
    public static TheoryData<string> Features => [.. RequiredActions.All.Select(group => group.Feature)];

    [Theory]
    [MemberData(nameof(Features))]
    public void Role_OfEveryFeature_GrantsExactlyItsActions(string feature)
    {
        ActionGroup group = RequiredActions.All.Single(group => group.Feature == feature);
        string key = char.ToLowerInvariant(feature[0]) + feature[1..];

        RoleFile role = Assert.Single(RoleFile.ReadAll(), role => role.Key == key);

        Assert.Equal(Sorted(group.Actions), Sorted(role.Actions));
        Assert.Equal(Sorted(group.DataActions), Sorted(role.DataActions));
        Assert.Equal(group.Scopes.Select(scope => scope.ToString()).Order(), role.Scopes.Order());
    }

    [Fact]
    public void Roles_AllOfThem_BelongToAFeature()
    {
        IEnumerable<string> features = RequiredActions.All.Select(group => group.Feature);

        Assert.Equal(
            features.Order(StringComparer.OrdinalIgnoreCase),
            RoleFile.ReadAll().Select(role => role.Key).Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void RequiredActions_All_HoldsEveryGroupOfTheClass()
    {
        IEnumerable<ActionGroup?> declared = typeof(RequiredActions).GetProperties()
            .Where(property => property.PropertyType == typeof(ActionGroup))
            .Select(property => (ActionGroup?)property.GetValue(null));

        Assert.Equal(declared.Select(group => group!.Feature).Order(), RequiredActions.All.Select(group => group.Feature).Order());
    }

    [Fact]
    public void MirrorActions_OfEveryKind_AreRequired()
    {
        foreach (IAssetKind kind in KindCatalog.CreateDefault().All)
        {
            string type = $"Microsoft.MachineLearningServices/workspaces/{kind.Collection}";

            Assert.Contains($"{type}/read", RequiredActions.MirrorRead.Actions, StringComparer.OrdinalIgnoreCase);
            Assert.Contains($"{type}/write", RequiredActions.MirrorWrite.Actions, StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Roles_Actions_NameOneOperationEach()
    {
        foreach (string action in RoleFile.ReadAll().SelectMany(role => role.Actions.Concat(role.DataActions)))
        {
            Assert.DoesNotContain('*', action);
            Assert.Matches(@"\A[A-Za-z.]+(/[A-Za-z]+)+/(read|write|delete|action)\z", action);
        }
    }

    [Theory]
    [InlineData("Microsoft.Authorization/roleAssignments/write")]
    [InlineData("Microsoft.MachineLearningServices/workspaces/write")]
    [InlineData("Microsoft.MachineLearningServices/workspaces/delete")]
    [InlineData("Microsoft.MachineLearningServices/workspaces/listKeys/action")]
    [InlineData("Microsoft.Storage/storageAccounts/listKeys/action")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices/containers/delete")]
    [InlineData("Microsoft.KeyVault/vaults/write")]
    public void Roles_NoneOfThem_GrantsWhatWouldOpenTheHouse(string action) =>
        Assert.DoesNotContain(RoleFile.ReadAll(), role => role.Actions.Contains(action, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> Sorted(IEnumerable<string> actions) => actions.Order(StringComparer.OrdinalIgnoreCase);
}
