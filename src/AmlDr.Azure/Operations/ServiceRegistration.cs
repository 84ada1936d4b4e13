using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Planning;
using AmlDr.Azure.Operations.Seams;
using AmlDr.Azure.Operations.Steps;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Planning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AmlDr.Azure.Operations;

/// <summary>Registers what operations need.</summary>
internal static class ServiceRegistration
{
    public static void AddOperationEngine(this IServiceCollection services)
    {
        services.AddSingleton<PairStateStore>();
        services.AddSingleton<PairStateGuard>();
        services.AddSingleton<OperationStore>();
        services.AddSingleton<OperationPlanStore>();
        services.AddSingleton<StepStore>();
        services.AddSingleton<UndoStore>();
        services.AddSingleton<StepDurationStore>();
        services.AddSingleton<PairLease>();
        services.AddSingleton<PlanReader>();
        services.AddSingleton<PrimaryProbe>();
        services.AddSingleton<OperationSummary>();
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
        services.AddSingleton<IStepHandler, ResubmitJobHandler>();
        Add<ScheduleHandler>(services, StepAction.EnableSchedule, StepAction.DrainSchedule, StepAction.DisableSchedule);
        Add<MirrorDirectionHandler>(services, StepAction.PauseMirror, StepAction.ResumeMirror, StepAction.SwapRoles);
        Add<SweepHandler>(services, StepAction.StopSweep, StepAction.FinalSweep);
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
