using AmlDr.Azure.Access;
using AmlDr.Core.Failures;
using AmlDr.Sandbox.App;

namespace AmlDr.Azure.Tests.Access;

/// <summary>
/// With the roles of the templates every call is allowed; without one action, the calls that need it are refused, and the failure names the action.
/// </summary>
public sealed class RequiredActionTests(EnforcedRoles roles) : IClassFixture<EnforcedRoles>
{
    private static readonly string[] All =
        [.. RequiredActions.All.SelectMany(group => group.Actions.Concat(group.DataActions)).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static TheoryData<string> Actions => [.. All];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Call_WithAndWithoutItsAction_IsAllowedAndRefusedByName(string action)
    {
        await roles.WithoutAsync([], () => AllowedAsync(action));

        await roles.WithoutAsync([action], async () =>
        {
            AccessDeniedException refused = await Assert.ThrowsAsync<AccessDeniedException>(() => roles.Calls.SendAsync(action));
            Assert.Contains(action, refused.Message, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void Roles_OfTheSandbox_AreTheRequiredActions() =>
        Assert.Equal(All.Order(StringComparer.OrdinalIgnoreCase), InstallationRoles.AllActions, StringComparer.OrdinalIgnoreCase);

    [Fact]
    public async Task Call_WithNoActionAtAll_IsRefused() =>
        await roles.WithoutAsync(InstallationRoles.AllActions, () => Assert.ThrowsAsync<AccessDeniedException>(() => roles.Calls.SendAsync(InstallationRoles.AllActions[0])));

    // What the call is about need not exist: roles are asked first.
    private async Task AllowedAsync(string action)
    {
        try
        {
            await roles.Calls.SendAsync(action);
        }
        catch (AmlDrException exception) when (exception is NotFoundException or InvalidAssetException or ConflictException)
        {
            // It was let in.
        }
    }
}
