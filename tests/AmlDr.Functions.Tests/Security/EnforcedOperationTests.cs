using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Policies;
using AmlDr.Functions.Tests.Operations;
using AmlDr.Sandbox.App;

namespace AmlDr.Functions.Tests.Security;

/// <summary>Failovers and drills with roles enforced: those of the templates suffice, and an operation that lacks an action pauses and names it.</summary>
public sealed class EnforcedOperationTests : IAsyncLifetime
{
    private const string Ml = "Microsoft.MachineLearningServices/workspaces/";

    private static readonly AssetId Cold = new(KindNames.OnlineEndpoint, "cold", "");
    private static readonly AssetId ColdDeployment = new(KindNames.OnlineDeployment, "cold", "blue");

    private readonly FailoverWorld _world = new();
    private InstallationRoles _roles = null!;

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _roles = InstallationRoles.Enforce(_world.App.Azure);
        _world.Policies.Policy = OperationPolicy.Default with
        {
            Verification = [new VerificationSample("*", new JsonObject { ["x"] = 1 })],
        };
        _world.AddEndpoint("fraud", ("blue", 3), ("green", 2));
        _world.AddEndpoint("cold", ("blue", 2));
        _world.AddCluster("cpu", 2, 6);
        _world.AddSchedule("nightly");
        await _world.MirrorAsync(
            new AssetId(KindNames.OnlineDeployment, "fraud", "blue"), new AssetId(KindNames.OnlineDeployment, "fraud", "green"), Cold, ColdDeployment,
            new AssetId(KindNames.Compute, "cpu", ""), new AssetId(KindNames.Schedule, "nightly", ""));
        _world.App.Azure.Resources.Remove($"{_world.App.Azure.World.Secondary.ResourceId}/onlineEndpoints/cold");
        await _world.MarkColdAsync(Cold, ColdDeployment);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("drill")]
    [InlineData("planned")]
    [InlineData("unplanned")]
    public async Task Operation_WithTheRolesOfTheTemplates_IsRefusedNothing(string mode)
    {
        string id = await _world.StartedAsync(mode, force: mode == "unplanned");
        await _world.WaitAsync(id, "Completed", "CompletedWithExceptions");
        await _world.WhenAtRestAsync();

        Assert.Empty(_roles.Refused);
    }

    [Theory]
    [InlineData("planned", Ml + "schedules/write")]
    [InlineData("unplanned", Ml + "onlineEndpoints/deployments/write")]
    [InlineData("unplanned", Ml + "onlineEndpoints/listKeys/action")]
    [InlineData("unplanned", Ml + "computes/write")]
    public async Task Operation_WithoutAnAction_PausesNamingItAndGoesOnWhenItIsGranted(string mode, string action)
    {
        _roles.LeaveOut([action]);

        string id = await _world.StartedAsync(mode, force: mode == "unplanned");
        JsonNode paused = await _world.WaitAsync(id, "PausedByFailure");
        Assert.Contains(action, paused.ToJsonString(), StringComparison.OrdinalIgnoreCase);

        _roles.LeaveOut([]);
        while ((string?)paused["state"] == "PausedByFailure")
        {
            Assert.True((await _world.ActAsync(id, "retry")).IsSuccessStatusCode);
            paused = await _world.WaitAsync(id, "PausedByFailure", "Completed", "CompletedWithExceptions");
        }
    }
}
