namespace AmlDr.EmbeddedHost.Durable.History;

/// <summary>The status of an instance. The numbers are stored and equal those of the programming model.</summary>
internal enum InstanceStatus
{
    Running = 0,
    Completed = 1,
    Failed = 3,
    Terminated = 5,
    Pending = 6,
    Suspended = 7,
}
