namespace AmlDr.Core.Rewriting;

/// <summary>
/// Says whether a container image of the primary can be pulled by the secondary. It can when it stands in a registry that is not the
/// primary's own, or when both workspaces share one registry.
/// </summary>
internal static class ImageTranslator
{
    public static Finding? Check(string field, string image, RewriteContext context)
    {
        string? primaryRegistry = RegistryName(context.Primary.ContainerRegistryId);
        string host = image.Split('/', 2)[0];
        bool inPrimaryRegistry = primaryRegistry is not null
            && host.Contains(".azurecr.", StringComparison.OrdinalIgnoreCase)
            && string.Equals(host.Split('.', 2)[0], primaryRegistry, StringComparison.OrdinalIgnoreCase);
        bool shared = string.Equals(
            context.Primary.ContainerRegistryId, context.Secondary.ContainerRegistryId, StringComparison.OrdinalIgnoreCase);
        return inPrimaryRegistry && !shared
            ? new Finding(
                "ImageRegistry", field, image,
                "The image stands in the primary's container registry, which the secondary does not use; "
                + "let both workspaces use one geo-replicated registry.")
            : null;
    }

    private static string? RegistryName(string? resourceId) =>
        string.IsNullOrEmpty(resourceId) ? null : resourceId.TrimEnd('/').Split('/')[^1];
}
