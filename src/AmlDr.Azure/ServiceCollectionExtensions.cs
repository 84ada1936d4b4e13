using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Attestations;
using AmlDr.Azure.Audits;
using AmlDr.Azure.Autoscale;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Events;
using AmlDr.Azure.Evidence;
using AmlDr.Azure.Exporting;
using AmlDr.Azure.Files;
using AmlDr.Azure.Jobs;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Notebooks;
using AmlDr.Azure.Notifications;
using AmlDr.Azure.Operations;
using AmlDr.Azure.Options;
using AmlDr.Azure.Pipeline;
using AmlDr.Azure.Policies;
using AmlDr.Azure.Readiness;
using AmlDr.Azure.Recovery;
using AmlDr.Azure.Registries;
using AmlDr.Azure.Secrets;
using AmlDr.Azure.Signals;
using AmlDr.Azure.Sweeping;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Kinds;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure;

/// <summary>Registers everything that reaches Azure.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Registers the clients, the stores and the settings. Settings are validated when the host starts. A <see cref="TokenCredential"/> or
    /// <see cref="TimeProvider"/> that is registered already is used; else <see cref="DefaultAzureCredential"/> and the system's clock are.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The app's configuration.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddAmlDrAzure(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        AddOptions(services, configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddMetrics();
        services.AddSingleton<HttpPipelineTransport, LoopbackTransport>();
        services.AddSingleton(KindCatalog.CreateDefault());
        services.AddSingleton<PairRegistry>();
        services.AddSingleton<ArmClientFactory>();
        services.AddSingleton(provider => new AmlClient(
            provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<KindCatalog>(),
            provider.GetRequiredService<IOptions<AmlDrOptions>>()));
        services.AddSingleton<StoreResolver>();
        services.AddSingleton(provider => new BlobClientFactory(
            provider.GetRequiredService<TokenCredential>(), provider.GetRequiredService<HttpPipelineTransport>(),
            provider.GetRequiredService<IOptions<AmlDrOptions>>()));
        services.AddSingleton<ISourceAuthorization>(provider =>
            provider.GetRequiredService<IOptions<AmlDrOptions>>().Value.Copy.SourceAuthorization switch
            {
                SourceAuthorizationMode.UserDelegationSas => new DelegationSasSourceAuthorization(
                    provider.GetRequiredService<BlobClientFactory>(), provider.GetRequiredService<TimeProvider>()),
                _ => new BearerSourceAuthorization(provider.GetRequiredService<TokenCredential>()),
            });
        services.AddSingleton<CopyMeter>();
        services.AddSingleton<FileCopier>();
        services.AddSingleton(provider => new KeyRing(
            provider.GetRequiredService<IOptions<AmlDrOptions>>().Value.KeyRing, ContentRoot(provider),
            provider.GetRequiredService<TokenCredential>(), provider.GetRequiredService<HttpPipelineTransport>(),
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SecretSealer(provider.GetRequiredService<KeyRing>()));
        services.AddSingleton<ControlStoreClient>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<CatalogStore>();
        services.AddSingleton<ManifestStore>();
        services.AddSingleton<CatalogExporter>();
        services.AddSingleton<PlanStore>();
        services.AddSingleton<MirrorContextFactory>();
        services.AddSingleton<DependencyReader>();
        services.AddSingleton<ProvisioningWatcher>();
        services.AddSingleton<KeyAligner>();
        services.AddSingleton<AssetInspector>();
        services.AddSingleton<ContentPlanner>();
        services.AddSingleton<AssetRegistrar>();
        services.AddSingleton<StandingChildrenReader>();
        services.AddSingleton<WorkListStore>();
        services.AddSingleton<SweepComparer>();
        services.AddSingleton<DeletionFinder>();
        services.AddSingleton<DeletionJudge>();
        services.AddSingleton<DeletionApplier>();
        services.AddSingleton<SweepStore>();
        services.AddSingleton<RejectedEventStore>();
        AddExtras(services);
        AddReadiness(services);
        AddAudits(services);
        AddSwitches(services);
        services.AddOperationEngine();
        return services;
    }

    // What is carried besides assets.
    private static void AddExtras(IServiceCollection services)
    {
        services.AddSingleton(provider => new AutoscaleMirror(
            provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<StoreResolver>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<JobStore>();
        services.AddSingleton<JobCapturer>();
        services.AddSingleton<JobPreparer>();
        services.AddSingleton(provider => new FileShareClientFactory(
            provider.GetRequiredService<TokenCredential>(), provider.GetRequiredService<HttpPipelineTransport>(),
            provider.GetRequiredService<IOptions<AmlDrOptions>>()));
        services.AddSingleton(provider => new NotebookShareFinder(
            provider.GetRequiredService<AmlClient>(), provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RegistryTransport(
            new RegistryFinder(
                provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<StoreResolver>(),
                provider.GetRequiredService<IOptions<AmlDrOptions>>(), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<AmlClient>(), provider.GetRequiredService<PairRegistry>(),
            provider.GetRequiredService<KindCatalog>(), provider.GetRequiredService<PlanStore>(), provider.GetRequiredService<LedgerStore>(),
            provider.GetRequiredService<IOptions<AmlDrOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<NotebookComparer>();
        services.AddSingleton<NotebookCopier>();
        services.AddSingleton<NotebookRecorder>();
    }

    private static void AddReadiness(IServiceCollection services)
    {
        services.AddSingleton<AttestationStore>();
        services.AddSingleton<ReadinessStore>();
        services.AddSingleton<WorkspaceSightings>();
        services.AddSingleton(provider => new ReadinessReader(
            provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<CatalogStore>(), provider.GetRequiredService<LedgerStore>(),
            provider.GetRequiredService<SweepStore>(), provider.GetRequiredService<JobStore>(), provider.GetRequiredService<NotebookRecorder>(),
            provider.GetRequiredService<WorkspaceSightings>(),
            provider.GetRequiredService<IOptions<AmlDrOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DeletedWorkspaceFinder(
            provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<IOptions<AmlDrOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new WorkspaceRecovery(
            provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<WorkspaceSightings>(), provider.GetRequiredService<IOptions<AmlDrOptions>>()));
        services.AddSingleton(provider => new JobOutputFinder(
            provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<BlobClientFactory>(), provider.GetRequiredService<CatalogStore>(),
            provider.GetRequiredService<WorkspaceSightings>(), provider.GetRequiredService<IOptions<AmlDrOptions>>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddAudits(IServiceCollection services)
    {
        services.AddSingleton<AuditWorkStore>();
        services.AddSingleton<AuditStore>();
        services.AddSingleton<AuditComparer>();
        services.AddSingleton<FileAuditor>();
        services.AddSingleton<ClosureAuditor>();
        services.AddSingleton<AuditRepairer>();
        services.AddSingleton<AuditRecorder>();
        services.AddSingleton<SideProbe>();
        services.AddSingleton<DeadLetterStore>();
        services.AddSingleton<FiguresReader>();
        services.AddSingleton<SignalStore>();
    }

    // What operations turn, tell and prove.
    private static void AddSwitches(IServiceCollection services)
    {
        services.AddSingleton(provider => new TrafficSwitches(
            provider.GetRequiredService<ArmClientFactory>(), provider.GetRequiredService<BlobClientFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WebhookNotifier>();
        services.AddSingleton<EvidenceStore>();
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(AmlDrOptions.Section);
        IReadOnlyDictionary<string, string> unreadable = SettingsChecker.Check(section, typeof(AmlDrOptions));

        // What does not convert is left out of the binding, so that everything else is checked as well and all faults come at once.
        IConfigurationRoot readable = new ConfigurationBuilder()
            .AddInMemoryCollection(section.AsEnumerable().Where(setting => !unreadable.ContainsKey(setting.Key)))
            .Build();
        services.AddSingleton(provider => new PolicyFiles(ContentRoot(provider)));
        services.AddSingleton(provider => new KeyRingValidator(ContentRoot(provider), configuration));
        services.AddSingleton<IValidateOptions<AmlDrOptions>>(
            provider => new AmlDrOptionsValidator(
                unreadable, provider.GetRequiredService<PolicyFiles>(), provider.GetRequiredService<KeyRingValidator>()));
        services.AddOptions<AmlDrOptions>().Bind(readable.GetSection(AmlDrOptions.Section)).ValidateOnStart();
    }

    private static string ContentRoot(IServiceProvider provider) =>
        provider.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory;
}
