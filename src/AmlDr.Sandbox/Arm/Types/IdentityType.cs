namespace AmlDr.Sandbox.Arm.Types;

/// <summary>User-assigned identities. Their client id is what the managed identity endpoint takes.</summary>
internal static class IdentityType
{
    public static ResourceDescriptor Descriptor() => new()
    {
        Type = "Microsoft.ManagedIdentity/userAssignedIdentities",
        Schema = PlatformTypes.Anything(),
        Patchable = ResourceDescriptor.Everything,
        HasSystemData = false,
        Normalise = (body, write) =>
        {
            Guid client = write.Arm.World.Values.Guid("client/" + write.Address.Id.ToLowerInvariant());
            body["properties"]!["tenantId"] = write.Arm.World.TenantId.ToString();
            body["properties"]!["clientId"] = client.ToString();
            // The principal that tokens for this client id carry.
            body["properties"]!["principalId"] = write.Arm.World.Values.Guid("principal/" + client).ToString();
        },
    };
}
