using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The addresses by which an orchestration instance is managed over HTTP. They carry a system key: hand them to operators only.</summary>
public class HttpManagementPayload
{
    /// <summary>The instance id.</summary>
    [JsonInclude]
    public string? Id { get; internal set; }

    /// <summary>GET: the state.</summary>
    [JsonInclude]
    public string? StatusQueryGetUri { get; internal set; }

    /// <summary>POST: raise an event.</summary>
    [JsonInclude]
    public string? SendEventPostUri { get; internal set; }

    /// <summary>POST: terminate.</summary>
    [JsonInclude]
    public string? TerminatePostUri { get; internal set; }

    /// <summary>POST: rewind; not supported here, so null.</summary>
    [JsonInclude]
    public string? RewindPostUri { get; internal set; }

    /// <summary>DELETE: purge the history.</summary>
    [JsonInclude]
    public string? PurgeHistoryDeleteUri { get; internal set; }

    /// <summary>POST: restart.</summary>
    [JsonInclude]
    public string? RestartPostUri { get; internal set; }

    /// <summary>POST: suspend.</summary>
    [JsonInclude]
    public string? SuspendPostUri { get; internal set; }

    /// <summary>POST: resume.</summary>
    [JsonInclude]
    public string? ResumePostUri { get; internal set; }
}
