using AmlDr.Sandbox.App;

namespace AmlDr.Functions.Tests.Security;

/// <summary>The app with the roles of the templates and no more, its key ring where a deployment has it.</summary>
public sealed class EnforcedApp : RunningApp
{
    public InstallationRoles Roles { get; private set; } = null!;

    protected override Task PrepareAsync(IDictionary<string, string?> settings)
    {
        Roles = InstallationRoles.Enforce(Azure);
        settings["AmlDr:KeyRing:ContainerUri"] = Azure.BlobEndpoint(Azure.World.ControlAccount.Name) + InstallationRoles.KeyRingContainer;
        settings["AmlDr:KeyRing:KeyVaultKeyId"] = Azure.KeyId(InstallationRoles.KeyRingKey).AbsoluteUri;
        return Task.CompletedTask;
    }
}
