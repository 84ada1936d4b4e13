using System.Diagnostics;

namespace AmlDr.EmbeddedHost.Diagnostics;

/// <summary>The host's spans, in the source <c>amldr.host</c>. W3C trace context goes from client to orchestration to activity.</summary>
internal static class HostTracing
{
    public const string SourceName = "amldr.host";

    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a span below a stored trace context; a new trace when there is none.</summary>
    public static Activity? Start(string name, ActivityKind kind, string? traceParent, string? traceState)
    {
        ActivityContext.TryParse(traceParent, traceState, isRemote: true, out ActivityContext parent);
        return Source.StartActivity(name, kind, parent);
    }
}
