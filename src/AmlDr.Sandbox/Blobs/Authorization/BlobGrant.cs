using AmlDr.Sandbox.Identity;

namespace AmlDr.Sandbox.Blobs.Authorization;

/// <summary>What a call may do, once its credential has been verified.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Permissions">Letters of the SAS; null when the credential allows everything.</param>
/// <param name="ContainerScope">Whether the grant reaches the container's list and all its blobs, not one blob alone.</param>
/// <param name="AccountScope">Whether the grant reaches operations on containers themselves.</param>
/// <param name="ResponseOverrides">Response headers that the SAS dictates.</param>
internal sealed record BlobGrant(
    CallerIdentity Caller,
    string? Permissions,
    bool ContainerScope = true,
    bool AccountScope = true,
    IReadOnlyDictionary<string, string>? ResponseOverrides = null)
{
    /// <summary>Demands one of the permissions named by letters.</summary>
    public void Require(string anyOf)
    {
        if (Permissions is not null && !anyOf.Any(letter => Permissions.Contains(letter, StringComparison.Ordinal)))
            throw StorageException.PermissionMismatch();
    }

    /// <summary>Demands the right to write; the right to create is enough where nothing stands yet.</summary>
    public void RequireWrite(bool exists) => Require(exists ? "w" : "wc");

    /// <summary>Demands a grant on the container's list.</summary>
    public void RequireList()
    {
        if (!ContainerScope)
            throw StorageException.PermissionMismatch();
        Require("l");
    }

    /// <summary>Demands a grant on containers or the account.</summary>
    public void RequireAccount(string anyOf)
    {
        if (!AccountScope)
            throw StorageException.PermissionMismatch();
        Require(anyOf);
    }
}
