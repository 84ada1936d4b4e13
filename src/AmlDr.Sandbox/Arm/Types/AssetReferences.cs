using System.Text.RegularExpressions;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Whether what a document refers to is there. Only references that the service resolves when it provisions are looked at.</summary>
internal static partial class AssetReferences
{
    /// <summary>
    /// Checks a reference to an asset: an ARM id in this workspace, a regional or workspace asset address, or an address in a registry.
    /// Data paths (<c>azureml://datastores/…</c> and the like) are taken as they are.
    /// </summary>
    /// <param name="reference">The reference; null is none.</param>
    /// <param name="field">The field that holds it, for the message.</param>
    /// <param name="write">The write.</param>
    public static void RequireAsset(string? reference, string field, WriteContext write)
    {
        if (reference is null || Placeholder.Is(reference))
            return;
        if (reference.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
            RequireInWorkspace(reference, field, write);
        else if (Registry().Match(reference) is { Success: true } registered)
            RequireInRegistry(registered, reference, field, write);
        else if (Regional().Match(reference) is { Success: true } regional)
            RequireInRegion(regional, reference, field, write);
        else if (Workspace().Match(reference) is { Success: true } address)
            RequireInWorkspace($"{write.Address.Root.Id}/{address.Groups[1].Value}", field, write);
        else if (!reference.StartsWith("azureml://", StringComparison.OrdinalIgnoreCase) && !reference.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            throw Invalid(reference, field, "it is neither a resource id nor an address that begins with azureml:// or https://");
    }

    /// <summary>Checks that an ARM id names a resource of this workspace that is there.</summary>
    public static void RequireInWorkspace(string id, string field, WriteContext write)
    {
        if (Placeholder.Is(id))
            return;
        if (ResourceAddress.TryOf(id, write.Arm.Types) is not { } address)
            throw Invalid(id, field, "it is no id of a resource that is known");
        if (!ArmPath.Is(address.Root.Id, write.Address.Root.Id))
            throw Invalid(id, field, "it belongs to another workspace");
        if (write.Arm.Store.Find(address) is null && !IsLabel(address, write))
            throw NotFound(id, field);
    }

    private static bool IsLabel(ResourceAddress address, WriteContext write) =>
        ArmPath.Is(address.Descriptor.Segment, "labels") && write.Arm.Store.Find(address.Parent!) is not null;

    private static void RequireInRegistry(Match match, string reference, string field, WriteContext write)
    {
        // A registry that is not simulated may be one of Microsoft's public ones.
        StoredResource? registry = write.Arm.Store.Roots(write.Arm.Types.Find(AssetTypes.Registry)!)
            .FirstOrDefault(known => ArmPath.Is(known.Name, match.Groups[1].Value));
        if (registry is null)
            return;
        string id = $"{registry.Id}/{match.Groups[2].Value}";
        if (ResourceAddress.TryOf(id, write.Arm.Types) is not { } address || write.Arm.Store.Find(address) is null)
            throw NotFound(reference, field);
    }

    private static void RequireInRegion(Match match, string reference, string field, WriteContext write)
    {
        StoredResource workspace = write.Arm.Store.Find(write.Address.Root)!;
        bool here = ArmPath.Is(match.Groups[1].Value, workspace.Location ?? string.Empty)
            && ArmPath.Is(match.Groups[2].Value, workspace.ReadBody()["properties"]?["workspaceId"]?.ToString() ?? string.Empty);
        if (!here)
            throw Invalid(reference, field, "it belongs to another workspace");
        RequireInWorkspace($"{workspace.Id}/{match.Groups[3].Value}", field, write);
    }

    private static ArmException Invalid(string reference, string field, string reason) =>
        ArmException.User(400, "BadArgument", $"The reference '{reference}' in '{field}' cannot be used: {reason}.");

    private static ArmException NotFound(string reference, string field) =>
        ArmException.User(400, "ResourceNotFound", $"The resource '{reference}' that '{field}' refers to was not found.");

    [GeneratedRegex("^azureml://registries/([^/]+)/((?:models|environments|data|components|codes)/[^/]+/versions/[^/]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Registry();

    [GeneratedRegex("^azureml://locations/([^/]+)/workspaces/([^/]+)/((?:models|environments|data|components|codes)/[^/]+/versions/[^/]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Regional();

    [GeneratedRegex("^azureml://((?:models|environments|data|components|codes)/[^/]+/versions/[^/]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Workspace();
}
