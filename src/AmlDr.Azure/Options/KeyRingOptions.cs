namespace AmlDr.Azure.Options;

/// <summary>
/// Where the keys stand that seal secret values in the catalog. Not in the control store: whoever reads the one must not be able to read the
/// other. A lost key ring means that sealed values are lost; the next write of their assets seals them anew.
/// </summary>
public sealed class KeyRingOptions
{
    /// <summary>
    /// A folder of this machine, for installations on one machine; made with rights for its owner alone. A relative path starts at the app's
    /// content root. Not used when <see cref="ContainerUri"/> is set. In Azure Functions an instance's own disk is lost with it, so there the
    /// path must be absolute, to a share that all instances mount.
    /// </summary>
    public string Directory { get; init; } = ".amldr/keyring";

    /// <summary>The address of a blob container that holds the keys, encrypted by <see cref="KeyVaultKeyId"/>; for installations in Azure. It is created when it is missing.</summary>
    public string ContainerUri { get; init; } = "";

    /// <summary>
    /// The identifier of the Key Vault key that encrypts the keys: <c>https://{vault}.vault.azure.net/keys/{name}</c>, with or without a version.
    /// Unwrapping works also while a vault that Microsoft has failed over is read-only (<c>facts/aml-rest.md</c> section 8, row 4).
    /// </summary>
    public string KeyVaultKeyId { get; init; } = "";
}
