namespace AmlDr.Core.Kinds.Computes;

/// <summary>
/// The fields of a compute that need care, of all types: their own part stands in <c>properties.properties</c>. Source: AML REST 2024-04-01,
/// <c>Compute</c> and the types derived from it; <c>facts/aml-rest.md</c> 2.8.
/// </summary>
internal static class ComputeFields
{
    public static KindFields All { get; } = new()
    {
        ReadOnly =
        [
            CommonFields.ProvisioningState, FieldPath.Of("properties.createdOn"), FieldPath.Of("properties.modifiedOn"),
            FieldPath.Of("properties.provisioningErrors"), FieldPath.Of("properties.isAttachedCompute"),
            .. Own(
                "allocationState", "allocationStateTransitionTime", "errors", "currentNodeCount", "targetNodeCount", "nodeStateCounts",
                "sshSettings.adminUserName", "sshSettings.sshPort", "osImageMetadata", "connectivityEndpoints", "applications", "createdBy", "state",
                "lastOperation", "schedules.computeStartStop.*.id", "schedules.computeStartStop.*.provisioningStatus", "containers", "dataDisks",
                "dataMounts", "versions", "systemServices",
                // No flag says so: the service finds out the identity of the extension of the cluster that it attaches (unconfirmed).
                "extensionPrincipalId"),
        ],
        Immutable = [FieldPath.Of("properties.computeLocation"), FieldPath.Of("properties.disableLocalAuth")],
        Subnets = [.. Own("subnet.id")],
        Sizes = [.. Own("vmSize")],
        AttachedResources = [FieldPath.Of("properties.resourceId"), .. Own("virtualMachineImage.id")],
        Regions = [CommonFields.Location, FieldPath.Of("properties.computeLocation")],

        // No read returns the password or key of a cluster's administrator, and the name alone is not accepted (unconfirmed): the account stays behind whole.
        Secrets =
        [
            .. Own(
                "userAccountCredentials", "relayConnectionString", "serviceBusConnectionString", "administratorAccount.publicKeyData",
                "administratorAccount.privateKeyData", "administratorAccount.password", "databricksAccessToken", "sslConfiguration.cert",
                "sslConfiguration.key"),
        ],
    };

    private static IEnumerable<FieldPath> Own(params string[] fields) => fields.Select(field => FieldPath.Of($"properties.properties.{field}"));
}
