using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Tests.Operations;

public class PlanBuilderTests
{
    private static readonly PlanBuilder Builder = new(KindCatalog.CreateDefault());
    private static readonly AssetId Endpoint = new(KindNames.OnlineEndpoint, "fraud", "");
    private static readonly AssetId Blue = new(KindNames.OnlineDeployment, "fraud", "blue");
    private static readonly AssetId Model = new(KindNames.Model, "m", "1");

    [Fact]
    public void Build_WarmEndpoint_ScalesItsDeploymentThenSetsTrafficThenVerifies()
    {
        OperationPlan plan = Plan(OperationMode.Unplanned, Known(Endpoint, Traffic("""{"blue":100}""")), Known(Blue, Deployment(5)));

        PlanStep scale = Find(plan, OperationStage.Activate, StepAction.ScaleDeployment);
        PlanStep traffic = Find(plan, OperationStage.Activate, StepAction.SetTraffic);
        Assert.Equal("ScaleDeployment:onlineDeployment/fraud/blue", scale.Id);
        Assert.Equal([scale.Id], traffic.DependsOn);
        Assert.Equal(Endpoint, Find(plan, OperationStage.Verify, StepAction.VerifyEndpoint).Asset);
        Assert.Empty(plan.Unavailable);
    }

    [Theory]
    [InlineData(1, Tier.Warm)]
    [InlineData(5, Tier.Hot)]
    public void Build_DeploymentAtFullStrength_IsNotScaled(int capacity, Tier tier)
    {
        OperationPlan plan = Plan(
            OperationMode.Unplanned, new PairPolicy { DefaultTier = tier }, Known(Endpoint, Traffic("""{"blue":100}""")), Known(Blue, Deployment(capacity)));

        Assert.DoesNotContain(plan.Find(OperationStage.Activate)!.Steps, step => step.Action == StepAction.ScaleDeployment);
    }

    [Fact]
    public void Build_ColdEndpoint_IsCreatedBeforeItsDeploymentAndItsTraffic()
    {
        var cold = new AssetReason("Cold", "cold");
        OperationPlan plan = Plan(
            OperationMode.Unplanned, new PairPolicy { DefaultTier = Tier.Cold },
            Known(Blue, Deployment(5), AssetState.Skipped, cold), Known(Endpoint, Traffic("""{"blue":100}"""), AssetState.Skipped, cold));

        IReadOnlyList<PlanStep> steps = plan.Find(OperationStage.Activate)!.Steps;
        Assert.Equal(
            ["CreateAsset:onlineEndpoint/fraud", "CreateAsset:onlineDeployment/fraud/blue", "SetTraffic:onlineEndpoint/fraud"], steps.Select(step => step.Id));
        Assert.Contains(steps[0].Id, steps[1].DependsOn);
        Assert.Equal(2, steps[2].DependsOn.Count);
    }

    [Fact]
    public void Build_DeploymentNotMirrored_IsUnavailableWithItsReasonAndSoIsTheTraffic()
    {
        OperationPlan plan = Plan(
            OperationMode.Unplanned, Known(Endpoint, Traffic("""{"blue":100}""")),
            Known(Blue, Deployment(5), AssetState.Failed, new AssetReason("ProvisioningFailed", "no quota")));

        Assert.Equal([(Endpoint, "TrafficIncomplete"), (Blue, "ProvisioningFailed")], plan.Unavailable.Select(one => (one.Asset, one.Reason.Code)));
        Assert.DoesNotContain(plan.Find(OperationStage.Activate)!.Steps, step => step.Action == StepAction.SetTraffic);
    }

    [Fact]
    public void Build_ColdDeploymentWhoseModelIsMissing_IsUnavailable()
    {
        JsonObject deployment = Deployment(1);
        deployment["properties"]!["model"] = $"{TestPair.PrimaryId}/models/m/versions/1";
        OperationPlan plan = Plan(
            OperationMode.Unplanned, new PairPolicy { DefaultTier = Tier.Cold },
            Known(Model, null, AssetState.Failed, new AssetReason("SourceMissing", "gone")),
            Known(Endpoint, Traffic("{}"), AssetState.Skipped, new AssetReason("Cold", "")),
            Known(Blue, deployment, AssetState.Skipped, new AssetReason("Cold", "")));

        Assert.Equal("DependencyUnavailable", plan.Unavailable.Single(one => one.Asset == Blue).Reason.Code);
        Assert.DoesNotContain(plan.Find(OperationStage.Activate)!.Steps, step => step.Asset == Blue);
    }

    [Fact]
    public void Build_NotInCatalog_IsSaid() =>
        Assert.Equal("NotInCatalog", Assert.Single(Plan(OperationMode.Unplanned, Known(Endpoint, null)).Unavailable).Reason.Code);

    [Fact]
    public void Build_ScheduleOnACluster_IsEnabledAfterTheClusterIsScaled()
    {
        var cluster = new AssetId(KindNames.Compute, "cpu", "");
        var schedule = new AssetId(KindNames.Schedule, "nightly", "");
        var job = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["action"] = new JsonObject
                {
                    ["actionType"] = "CreateJob",
                    ["jobDefinition"] = new JsonObject { ["jobType"] = "Command", ["computeId"] = $"{TestPair.PrimaryId}/computes/cpu" },
                },
            },
        };
        JsonObject scale = JsonNode.Parse("""{"properties":{"computeType":"AmlCompute","properties":{"scaleSettings":{"minNodeCount":2,"maxNodeCount":8}}}}""")!.AsObject();

        OperationPlan plan = Plan(OperationMode.Planned, Known(schedule, job), Known(cluster, scale));

        PlanStep enable = Find(plan, OperationStage.Activate, StepAction.EnableSchedule);
        Assert.Equal(["ScaleCompute:compute/cpu"], enable.DependsOn);
        Assert.True(Find(plan, OperationStage.FinalSync, StepAction.DrainSchedule).IsOptional);
    }

    [Fact]
    public void Build_DisabledSchedule_StaysDisabled()
    {
        JsonObject off = JsonNode.Parse("""{"properties":{"isEnabled":false,"action":{"actionType":"CreateJob"}}}""")!.AsObject();

        Assert.Empty(Plan(OperationMode.Planned, Known(new AssetId(KindNames.Schedule, "off", ""), off)).Find(OperationStage.Activate)!.Steps);
    }

    [Theory]
    [InlineData(OperationMode.Planned, "FinalSweep,PauseMirror")]
    [InlineData(OperationMode.Unplanned, "StopSweep,PauseMirror")]
    [InlineData(OperationMode.Drill, "StopSweep,PauseMirror")]
    public void Build_Mode_StopsTheMirrorItsWay(OperationMode mode, string expected) =>
        Assert.Equal(expected, string.Join(',', Plan(mode).Find(OperationStage.FinalSync)!.Steps.Select(step => step.Action)));

    [Fact]
    public void Build_Drill_EndsWithTheMirrorGoingOn()
    {
        OperationPlan plan = Plan(OperationMode.Drill);

        Assert.Equal([StepAction.ResumeMirror, StepAction.StartSweep], plan.Find(OperationStage.Settle)!.Steps.Select(step => step.Action));
        Assert.Null(plan.Find(OperationStage.Switch));
    }

    [Fact]
    public void Build_Failback_BringsBackFirstAndStrengthensOnlyWhatIsNew()
    {
        JsonObject enabled = new() { ["properties"] = new JsonObject { ["isEnabled"] = true } };
        JsonObject cluster = JsonNode.Parse("""{"properties":{"properties":{"scaleSettings":{"minNodeCount":2}}}}""")!.AsObject();
        KnownAsset[] assets =
        [
            Known(new AssetId(KindNames.Schedule, "nightly", ""), enabled),
            Known(new AssetId(KindNames.Compute, "old", ""), cluster), new(new AssetId(KindNames.Compute, "new", ""), new AssetDocument(cluster.DeepClone().AsObject()), null, null),
            Known(new AssetId(KindNames.OnlineEndpoint, "old", ""), Traffic("""{"a":100}""")),
            new(new AssetId(KindNames.OnlineEndpoint, "new", ""), new AssetDocument(Traffic("""{"a":100}""")), null, null),
        ];

        OperationPlan plan = Plan(OperationMode.Failback, assets);

        Assert.Equal(
            ["DrainSchedule:schedule/nightly", "ReverseMirror", "BringBack", "PauseMirror"], plan.Find(OperationStage.FinalSync)!.Steps.Select(step => step.Id));
        Assert.Equal(["BringBack"], Find(plan, OperationStage.FinalSync, StepAction.PauseMirror).DependsOn);
        Assert.Equal(
            ["ScaleCompute:compute/new", "SetTraffic:onlineEndpoint/new", "EnableSchedule:schedule/nightly"],
            plan.Find(OperationStage.Activate)!.Steps.Select(step => step.Id));
        Assert.Equal(["VerifyEndpoint:onlineEndpoint/new", "VerifyEndpoint:onlineEndpoint/old"], plan.Find(OperationStage.Verify)!.Steps.Select(step => step.Id));
        Assert.Equal([StepAction.SwapRoles, StepAction.StartSweep], plan.Find(OperationStage.Settle)!.Steps.Select(step => step.Action));
        Assert.Contains(
            "SetTraffic:onlineEndpoint/old",
            Builder.Build(Facts(OperationMode.Failback, PairPolicy.Default) with
            {
                Assets = assets, Policy = new OperationPolicy { FailbackConflicts = FailbackConflicts.PreferSecondary },
            }).Find(OperationStage.Activate)!.Steps.Select(step => step.Id));
    }

    [Fact]
    public void Build_Jobs_ResubmitsThoseThatPolicyAndObstaclesLet()
    {
        OperationPlan plan = Builder.Build(Facts(OperationMode.Unplanned, PairPolicy.Default) with
        {
            Jobs = [new PlannedJob("a1", "Command", null), new PlannedJob("a2", "Command", new AssetReason("JobOutput", "gone")), new PlannedJob("b", "Command", null)],
            Policy = new OperationPolicy { Resubmission = new ResubmissionPolicy(false, ["a*"]) },
        });

        Assert.Equal(["ResubmitJob:a1"], plan.Find(OperationStage.Resubmit)!.Steps.Select(step => step.Id));
        Assert.Equal(3, plan.Jobs.Count);
        Assert.Equal([new UnavailableAsset(new AssetId("job", "a2", ""), new AssetReason("JobOutput", "gone"))], plan.Unavailable);
    }

    [Fact]
    public void Build_SameFactsInAnyOrder_GiveTheSamePlan()
    {
        KnownAsset[] assets = [.. Enumerable.Range(0, 30).SelectMany(i => new[]
        {
            Known(new AssetId(KindNames.OnlineEndpoint, $"e{i}", ""), Traffic("""{"blue":100}""")),
            Known(new AssetId(KindNames.OnlineDeployment, $"e{i}", "blue"), Deployment(3)),
        })];

        string First(IEnumerable<KnownAsset> some) => string.Join('\n', Plan(OperationMode.Unplanned, [.. some]).Find(OperationStage.Activate)!.Steps.Select(step => step.Id));

        Assert.Equal(First(assets), First(assets.Reverse()));
    }

    [Fact]
    public void Estimate_StepsSideBySide_TakeTheSlowestChainAndTheLimitOfWrites()
    {
        PlanStep[] steps = [.. Enumerable.Range(0, 300).Select(i => new PlanStep
        {
            Id = $"s{i}", Action = StepAction.ScaleDeployment, Group = "g", Reason = "r", EstimatedSeconds = i == 0 ? 50 : 20, DependsOn = i == 1 ? ["s0"] : [],
        })];

        Assert.Equal(50 + 20 + 10, StageTiming.Estimate(steps));
    }

    [Fact]
    public void Estimate_MeasuredRuns_GiveTheirMedian()
    {
        string key = StepDurations.KeyOf(StepAction.ScaleDeployment, KindNames.OnlineDeployment);
        StepDurations durations = StepDurations.None.Add([KeyValuePair.Create(key, 10.0), KeyValuePair.Create(key, 90.0), KeyValuePair.Create(key, 30.0)]);

        Assert.Equal(30, durations.Estimate(StepAction.ScaleDeployment, KindNames.OnlineDeployment));
        Assert.Equal(StepDurations.Kept, durations.Add(Enumerable.Repeat(KeyValuePair.Create(key, 5.0), 100)).Seconds[key].Count);
    }

    private static PlanStep Find(OperationPlan plan, OperationStage stage, StepAction action) =>
        plan.Find(stage)!.Steps.Single(step => step.Action == action);

    private static OperationPlan Plan(OperationMode mode, params KnownAsset[] assets) => Plan(mode, PairPolicy.Default, assets);

    private static OperationPlan Plan(OperationMode mode, PairPolicy policy, params KnownAsset[] assets) =>
        Builder.Build(Facts(mode, policy) with { Assets = assets });

    private static PlanFacts Facts(OperationMode mode, PairPolicy policy) => new()
    {
        Pair = new Pair("p", TestPair.Primary.Id, TestPair.Secondary.Id) { Policy = policy },
        Mode = mode,
        Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Assets = [],
    };

    private static KnownAsset Known(AssetId asset, JsonObject? document, AssetState state = AssetState.Mirrored, AssetReason? reason = null) =>
        new(asset, document is null ? null : new AssetDocument(document), state, reason);

    private static JsonObject Traffic(string map) => new() { ["properties"] = new JsonObject { ["authMode"] = "Key", ["traffic"] = JsonNode.Parse(map) } };

    private static JsonObject Deployment(int capacity) => new()
    {
        ["sku"] = new JsonObject { ["name"] = "Default", ["capacity"] = capacity }, ["properties"] = new JsonObject { ["endpointComputeType"] = "Managed" },
    };
}
