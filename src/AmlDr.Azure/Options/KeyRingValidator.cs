using AmlDr.Azure.Secrets;
using Microsoft.Extensions.Configuration;

namespace AmlDr.Azure.Options;

/// <summary>Checks where the key ring stands.</summary>
/// <param name="contentRoot">The folder that a relative path starts from.</param>
/// <param name="configuration">The app's whole configuration: it tells whether the app runs in Azure Functions.</param>
internal sealed class KeyRingValidator(string contentRoot, IConfiguration configuration)
{
    // Set on every instance. Source: App Service documentation, "Environment variables and app settings".
    private const string SiteName = "WEBSITE_SITE_NAME";
    private const string Folder = "AmlDr:KeyRing:Directory";
    private const string Container = "AmlDr:KeyRing:ContainerUri";
    private const string VaultKey = "AmlDr:KeyRing:KeyVaultKeyId";

    /// <summary>Checks the settings.</summary>
    /// <param name="all">All settings: the ring must not stand in the control store.</param>
    /// <returns>The faults, each with the setting's path, its value and the remedy.</returns>
    public IEnumerable<(string Path, string Value, string Remedy)> Validate(AmlDrOptions all)
    {
        KeyRingOptions options = all.KeyRing;
        return options.ContainerUri.Length == 0 ? ValidateFolder(options) : ValidateContainer(options, all.ControlStore.ContainerUri);
    }

    private IEnumerable<(string Path, string Value, string Remedy)> ValidateFolder(KeyRingOptions options)
    {
        if (options.KeyVaultKeyId.Length > 0)
        {
            yield return (Container, "", "name the container of the keys that AmlDr__KeyRing__KeyVaultKeyId encrypts, or leave both empty.");
        }

        if (options.Directory.Length == 0)
        {
            yield return (Folder, "", "name a folder, or set AmlDr__KeyRing__ContainerUri.");
        }
        else if (!Path.IsPathRooted(options.Directory) && !string.IsNullOrEmpty(configuration[SiteName]))
        {
            yield return (
                Folder, options.Directory,
                "the app runs in Azure Functions, where an instance's disk is lost with it; set AmlDr__KeyRing__ContainerUri and "
                + "AmlDr__KeyRing__KeyVaultKeyId, or name the absolute path of a share that all instances mount.");
        }
        else if (PrivateFolder.FindFault(Path.Combine(contentRoot, options.Directory)) is { } fault)
        {
            yield return (Folder, options.Directory, fault);
        }
    }

    private static IEnumerable<(string Path, string Value, string Remedy)> ValidateContainer(KeyRingOptions options, string controlStore)
    {
        // A query would be a signature: the value is not repeated.
        string shown = options.ContainerUri.Split('?', 2)[0];
        if (!AmlDrOptionsValidator.IsAddress(options.ContainerUri, out Uri? container)
            || container.AbsolutePath.Trim('/').Length == 0 || container.Query.Length > 0)
        {
            yield return (Container, shown, "give the address of a blob container, without a query: https://{account}.blob.core.windows.net/{container}.");
        }
        else if (AmlDrOptionsValidator.IsAddress(controlStore, out Uri? store)
            && string.Equals(container.AbsoluteUri.TrimEnd('/'), store.AbsoluteUri.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
        {
            yield return (Container, shown, "name another container than the control store's: whoever reads the one must not be able to read the other.");
        }

        // Three segments with a version, two without: /keys/{name}[/{version}].
        if (!AmlDrOptionsValidator.IsAddress(options.KeyVaultKeyId, out Uri? key)
            || key.AbsolutePath.Trim('/').Split('/') is not (["keys", { Length: > 0 }] or ["keys", { Length: > 0 }, { Length: > 0 }]))
        {
            yield return (
                VaultKey, options.KeyVaultKeyId,
                "give the identifier of the Key Vault key that encrypts the ring: https://{vault}.vault.azure.net/keys/{name}.");
        }
    }
}
