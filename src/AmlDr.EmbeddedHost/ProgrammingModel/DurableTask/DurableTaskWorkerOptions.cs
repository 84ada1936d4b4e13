using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Worker;

/// <summary>Options of the durable task worker; the part that the embedded host honours.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The programming model nests them.")]
public class DurableTaskWorkerOptions
{
    /// <summary>What to do with an orchestration whose version does not match.</summary>
    public enum VersionFailureStrategy
    {
        /// <summary>Leave it waiting for a worker of its version: here, for a later start of the host with other options.</summary>
        Reject = 0,

        /// <summary>Fail it with the error type <c>VersionMismatch</c>.</summary>
        Fail = 1,
    }

    /// <summary>Which orchestration versions this worker runs.</summary>
    public enum VersionMatchStrategy
    {
        /// <summary>All.</summary>
        None = 0,

        /// <summary>Its own version only.</summary>
        Strict = 1,

        /// <summary>Its own version and older ones.</summary>
        CurrentOrOlder = 2,
    }

    /// <summary>Versioning; null runs every version. Initially what <c>host.json</c> says under <c>extensions.durableTask</c>.</summary>
    public VersioningOptions? Versioning { get; set; }

    /// <summary>The version of this worker and how it matches.</summary>
    public class VersioningOptions
    {
        /// <summary>The version of this worker.</summary>
        public string Version { get; set; } = string.Empty;

        /// <summary>The version of orchestrations and sub-orchestrations that are started without one.</summary>
        public string DefaultVersion { get; set; } = string.Empty;

        /// <summary>Which versions this worker runs.</summary>
        public VersionMatchStrategy MatchStrategy { get; set; } = VersionMatchStrategy.None;

        /// <summary>What to do with the others.</summary>
        public VersionFailureStrategy FailureStrategy { get; set; } = VersionFailureStrategy.Reject;
    }
}
