using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Evidence;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Planning;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Azure.Operations.Steps;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Options;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Planning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Operations;

/// <summary>Registers what operations need.</summary>
internal static class ServiceRegistration
{
    public static void AddOperationEngine(this IServiceCollection services)
    {
        services.AddSingleton<PairStateStore>();
        services.AddSingleton<PairStateGuard>();
        services.AddSingleton<FailbackReader>();
        services.AddSingleton<OperationStore>();
        services.AddSingleton<OperationPlanStore>();
        services.AddSingleton<StepStore>();
        services.AddSingleton<UndoStore>();
        services.AddSingleton<StepDurationStore>();
        services.AddSingleton<PairLease>();
        services.AddSingleton<ServingSideReader>();
        services.AddSingleton(provider => new PlanReader(
            provider.GetRequiredService<LedgerStore>(), provider.GetRequiredService<CatalogStore>(), provider.GetRequiredService<SweepStore>(),
            provider.GetRequiredService<StepDurationStore>(), provider.GetRequiredService<ISwitchWays>(), provider.GetRequiredService<ICapturedJobs>(),
            provider.GetRequiredService<IReadinessFindings>(), provider.GetRequiredService<IOperationPolicies>(),
            provider.GetRequiredService<PairStateStore>(), provider.GetRequiredService<ServingSideReader>(), provider.GetRequiredService<KindCatalog>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PrimaryProbe>();
        services.AddSingleton<OperationSummary>();
        services.AddSingleton<RestoredReader>();
        services.AddSingleton(provider => new EvidenceMaker(
            provider.GetRequiredService<OperationStore>(), provider.GetRequiredService<OperationPlanStore>(), provider.GetRequiredService<StepStore>(),
            provider.GetRequiredService<UndoStore>(), provider.GetRequiredService<OperationSummary>(), provider.GetRequiredService<EvidenceStore>(),
            provider.GetRequiredService<PairRegistry>(), provider.GetRequiredService<RestoredReader>(), provider.GetRequiredService<IOptions<AmlDrOptions>>()));
        services.TryAddSingleton<ISwitchWays, PolicySwitchWays>();
        services.TryAddSingleton<ICapturedJobs, StoredJobs>();
        services.TryAddSingleton<IReadinessFindings, StoredReadiness>();
        services.TryAddSingleton<IOperationPolicies, PairOperationPolicies>();
        services.AddSingleton<JobSubmitter>();
        services.AddSingleton<CatalogReader>();
        services.AddSingleton<ResourceWriter>();
        services.AddSingleton<ScoringClient>();
        services.AddSingleton<IStepHandler, ScaleComputeHandler>();
        services.AddSingleton<IStepHandler, ScaleDeploymentHandler>();
        services.AddSingleton<IStepHandler, SetTrafficHandler>();
        services.AddSingleton<IStepHandler, SetDefaultDeploymentHandler>();
        services.AddSingleton<IStepHandler, CreateAssetHandler>();
        services.AddSingleton<IStepHandler, VerifyEndpointHandler>();
        services.AddSingleton<IStepHandler, SwitchTrafficHandler>();
        services.AddSingleton<IStepHandler, BringBackHandler>();
        services.AddSingleton<IStepHandler, ResubmitJobHandler>();
        Add<ScheduleHandler>(services, StepAction.EnableSchedule, StepAction.DrainSchedule);
        Add<MirrorDirectionHandler>(services, StepAction.PauseMirror, StepAction.ResumeMirror, StepAction.ReverseMirror, StepAction.SwapRoles);
        Add<SweepHandler>(services, StepAction.StopSweep, StepAction.FinalSweep, StepAction.StartSweep);
        services.AddSingleton(provider => new StepExecutor(
            provider.GetServices<IStepHandler>(), provider.GetRequiredService<PairRegistry>(), provider.GetRequiredService<OperationPlanStore>(),
            provider.GetRequiredService<StepStore>(), provider.GetRequiredService<UndoStore>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static void Add<T>(IServiceCollection services, params ReadOnlySpan<StepAction> actions)
        where T : class, IStepHandler
    {
        foreach (StepAction action in actions)
        {
            services.AddSingleton<IStepHandler>(provider => ActivatorUtilities.CreateInstance<T>(provider, action));
        }
    }
}
