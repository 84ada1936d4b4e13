using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Tests.Mirroring;
using AmlDr.Functions.Tests.Readiness;

namespace AmlDr.Functions.Tests.Security;

/// <summary>The whole app with roles enforced: those of the templates suffice, and what fails for want of one says which action it lacks.</summary>
public sealed class EnforcedRolesTests
{
    private const string Ml = "Microsoft.MachineLearningServices/workspaces/";

    private static async Task WithAppAsync(Func<EnforcedApp, Task> act)
    {
        var app = new EnforcedApp();
        await app.InitializeAsync();
        try
        {
            await act(app);
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public Task App_WithTheRolesOfTheTemplates_IsRefusedNothing() => WithAppAsync(async app =>
    {
        var primary = new Primary(app);
        primary.Endpoint("endpoint");
        AssetId deployment = primary.Deployment("endpoint", "blue");
        primary.Connection("connection", "a key");
        primary.Cluster("cluster");
        app.AddJob("job-1", "Completed");
        app.AddNotebook("Users/kim/a.ipynb", "{}");

        JsonNode sweep = await app.SweepAsync();
        await new ReadinessApi(app).CheckAsync();

        Assert.Empty(app.Roles.Refused);
        Assert.Equal(0, (int)sweep["failed"]!);
        Assert.Empty(sweep["findings"]!.AsArray());
        Assert.Equal(AssetState.Mirrored, (await app.RecordAsync(deployment))!.State);
    });

    public static TheoryData<string, string> ActionsOfAssets => new()
    {
        { Ml + "models/versions/read", KindNames.Model },
        { Ml + "models/versions/write", KindNames.Model },
        { "Microsoft.Storage/storageAccounts/read", KindNames.Model },
        { Ml + "datastores/listsecrets/action", KindNames.Datastore },
        { Ml + "computes/write", KindNames.Compute },
        { "Microsoft.MachineLearningServices/locations/computeoperationsstatus/read", KindNames.Compute },
        { "Microsoft.MachineLearningServices/locations/vmsizes/read", KindNames.Compute },
    };

    [Theory]
    [MemberData(nameof(ActionsOfAssets))]
    public Task Mirror_WithoutAnAction_FailsNamingIt(string action, string kind) => WithAppAsync(async app =>
    {
        var primary = new Primary(app);
        AssetId asset = kind switch
        {
            KindNames.Model => primary.Model("model"),
            KindNames.Datastore => primary.Datastore("datastore"),
            _ => primary.Cluster("cluster"),
        };
        app.Roles.LeaveOut([action]);

        MirrorOutcome outcome = await app.MirrorAsync(asset);

        Assert.Equal((AssetState.Failed, "AccessDenied"), (outcome.State, outcome.Reason?.Code));
        AssetRecord record = (await app.RecordAsync(asset))!;
        Assert.Contains(action, record.Reason!.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(action.Contains("operationsstatus", StringComparison.Ordinal), app.Secondary(Primary.PathOf(asset)) is not null);
    });

    [Fact]
    public Task Sweep_WithoutTheRightToList_HasAFindingThatNamesTheAction() => WithAppAsync(async app =>
    {
        app.AddModel("model");
        app.Roles.LeaveOut([Ml + "components/read"]);

        JsonNode sweep = await app.SweepAsync();

        JsonNode finding = Assert.Single(sweep["findings"]!.AsArray())!;
        Assert.Equal("AccessDenied", (string?)finding["code"]);
        Assert.Contains(Ml + "components/read", (string?)finding["message"], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, (int)sweep["mirrored"]!);
    });

    [Fact]
    public Task Readiness_WithoutTheRightToReadTheVault_NamesTheActionAndTheRole() => WithAppAsync(async app =>
    {
        app.Roles.LeaveOut(["Microsoft.KeyVault/vaults/read"]);
        var readiness = new ReadinessApi(app);

        await readiness.CheckAsync();

        string report = await readiness.GetAsync("text/markdown", "text/markdown");
        Assert.Contains("Microsoft.KeyVault/vaults/read", report, StringComparison.Ordinal);
        Assert.Contains("readinessRead", report, StringComparison.Ordinal);
    });
}
