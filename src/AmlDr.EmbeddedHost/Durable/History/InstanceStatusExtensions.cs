using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Durable.History;

internal static class InstanceStatusExtensions
{
    public static bool IsTerminal(this InstanceStatus status) =>
        status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated;

    public static OrchestrationRuntimeStatus ToRuntimeStatus(this InstanceStatus status) => (OrchestrationRuntimeStatus)status;
}
