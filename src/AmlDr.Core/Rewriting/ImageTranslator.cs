using AmlDr.Core.Policies;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// Says what a container image of the primary is called in the secondary. It stays as it is when it stands in a registry that is not the
/// primary's own, or when both workspaces share one registry; else the policy must name the secondary's registry.
/// </summary>
internal static class ImageTranslator
{
    public static string Translate(string field, string image, RewriteContext context, ICollection<Finding> findings)
    {
        string host = image.Split('/', 2)[0];
        if (PolicyMaps.Find(context.Policy.Maps.ImageRegistries, host) is { } mapped)
        {
            return mapped + image[host.Length..];
        }

        string? primaryRegistry = RegistryName(context.Primary.ContainerRegistryId);
        bool inPrimaryRegistry = primaryRegistry is not null
            && host.Contains(".azurecr.", StringComparison.OrdinalIgnoreCase)
            && string.Equals(host.Split('.', 2)[0], primaryRegistry, StringComparison.OrdinalIgnoreCase);
        bool shared = string.Equals(
            context.Primary.ContainerRegistryId, context.Secondary.ContainerRegistryId, StringComparison.OrdinalIgnoreCase);
        if (inPrimaryRegistry && !shared)
        {
            findings.Add(new Finding(
                "ImageRegistry", field, image,
                "The image stands in the primary's container registry, which the secondary does not use; let both workspaces use one "
                + "geo-replicated registry, or name the secondary's in the policy's 'maps.imageRegistries'."));
        }

        return image;
    }

    private static string? RegistryName(string? resourceId) =>
        string.IsNullOrEmpty(resourceId) ? null : resourceId.TrimEnd('/').Split('/')[^1];
}
