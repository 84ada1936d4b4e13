using AmlDr.Core.Kinds;
using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Support;

/// <summary>Builds the app's own services, as its host does, on test settings.</summary>
internal static class AppServices
{
    public const string PairName = "churn-prod";

    /// <summary>Builds the services.</summary>
    /// <param name="armEndpoint">Where Resource Manager stands.</param>
    /// <param name="primaryId">The primary workspace.</param>
    /// <param name="secondaryId">The secondary workspace.</param>
    /// <param name="controlStore">The control store's container.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="clock">The app's clock; null for the system's.</param>
    /// <param name="settings">Settings that differ, by configuration key below <c>AmlDr:</c>.</param>
    public static ServiceProvider Build(
        Uri armEndpoint, string primaryId, string secondaryId, Uri controlStore, TokenCredential credential, TimeProvider? clock,
        params (string Key, string Value)[] settings) =>
        Build(armEndpoint, primaryId, secondaryId, controlStore, credential, clock, _ => { }, settings);

    /// <summary>Builds the services, some of them a test's own.</summary>
    public static ServiceProvider Build(
        Uri armEndpoint, string primaryId, string secondaryId, Uri controlStore, TokenCredential credential, TimeProvider? clock,
        Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["AmlDr:Pairs:0:Name"] = PairName,
            ["AmlDr:Pairs:0:Primary:WorkspaceId"] = primaryId,
            ["AmlDr:Pairs:0:Secondary:WorkspaceId"] = secondaryId,
            ["AmlDr:ControlStore:ContainerUri"] = controlStore.AbsoluteUri,
            ["AmlDr:Arm:Endpoint"] = armEndpoint.AbsoluteUri,
            ["AmlDr:Arm:CallTimeout"] = "00:00:10",
            ["AmlDr:Copy:CallTimeout"] = "00:00:10",
            ["AmlDr:KeyRing:Directory"] = Path.Combine(AppContext.BaseDirectory, "keyring"),
        };
        foreach ((string key, string value) in settings)
        {
            values["AmlDr:" + key] = value;
        }

        IServiceCollection services = new ServiceCollection().AddSingleton(credential);
        configure(services);
        if (clock is not null)
        {
            services.AddSingleton(clock);
        }

        return services
            .AddAmlDrAzure(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddSingleton(KindCatalog.CreateDefault())
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
