using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Key vaults: a deletion is soft, and what has purge protection stays until its retention is over. Secrets are not simulated.</summary>
internal static class VaultType
{
    public const string Type = "Microsoft.KeyVault/vaults";

    public static ResourceDescriptor Descriptor() => new()
    {
        Type = Type,
        Schema = PlatformTypes.Anything(),
        Patchable = ResourceDescriptor.Everything,
        HasSystemData = false,
        SoftDelete = new SoftDeletion(TimeSpan.FromDays(90), body => body["properties"]?["createMode"]?.ToString() == "recover") { ErrorCode = "ConflictError" },
        Normalise = (body, write) =>
        {
            JsonObject properties = (JsonObject)body["properties"]!;
            properties.Remove("createMode");
            properties["tenantId"] ??= write.Arm.World.TenantId.ToString();
            properties["sku"] ??= new JsonObject { ["family"] = "A", ["name"] = "standard" };
            properties["enableSoftDelete"] ??= true;
            properties["softDeleteRetentionInDays"] ??= 90;
            properties["vaultUri"] ??= $"https://{write.Address.Name}.vault.azure.net/";
        },
        Check = (body, write) =>
        {
            if (write.Existing?["properties"]?["enablePurgeProtection"]?.ToString() == "true" && body["properties"]!["enablePurgeProtection"]?.ToString() != "true")
                throw ArmException.Of(400, "BadRequest", "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.");
        },
    };
}
