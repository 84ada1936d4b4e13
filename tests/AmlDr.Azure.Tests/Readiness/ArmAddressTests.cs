using AmlDr.Azure.Readiness;

namespace AmlDr.Azure.Tests.Readiness;

public class ArmAddressTests
{
    [Theory]
    [InlineData("/subscriptions/s/locations", "Microsoft.Resources/subscriptions/locations/read")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v", "Microsoft.KeyVault/vaults/read")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r/replications", "Microsoft.ContainerRegistry/registries/replications/read")]
    [InlineData("/subscriptions/s/providers/Microsoft.MachineLearningServices/locations/westeurope/usages", "Microsoft.MachineLearningServices/locations/usages/read")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/M.L/workspaces/w/onlineEndpoints/e/deployments", "M.L/workspaces/onlineEndpoints/deployments/read")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/M.L/workspaces/w/providers/Microsoft.Authorization/roleAssignments", "Microsoft.Authorization/roleAssignments/read")]
    public void ActionOf_Address_IsTheTypesRead(string address, string action) => Assert.Equal(action, ArmAddress.ActionOf(address));

    [Theory]
    [InlineData("/subscriptions/s", true)]
    [InlineData("/subscriptions/s/resourceGroups/my group (1)/providers/A.B/c/d.e_f", true)]
    [InlineData("/subscriptions/../tenants", false)]
    [InlineData("/subscriptions/s/resourceGroups/..", false)]
    [InlineData("/subscriptions/s/resourceGroups/./x", false)]
    [InlineData("/subscriptions/s/a?b", false)]
    [InlineData("/subscriptions/s/a#b", false)]
    [InlineData("/subscriptions/s/%2e%2e/x", false)]
    [InlineData("/subscriptions/s/a\\b", false)]
    [InlineData("/subscriptions/s/a\nb", false)]
    [InlineData("https://elsewhere/subscriptions/s", false)]
    [InlineData("", false)]
    public void IsSound_Text_OnlyWhatIsAnAddress(string address, bool expected) => Assert.Equal(expected, ArmAddress.IsSound(address));
}
