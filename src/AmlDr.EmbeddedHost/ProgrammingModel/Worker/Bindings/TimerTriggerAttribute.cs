using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function on a schedule.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Sets the schedule.</summary>
    /// <param name="schedule">An NCRONTAB expression of six fields (seconds first) or five, a <see cref="TimeSpan"/>, or <c>%Setting%</c>.</param>
    public TimerTriggerAttribute(string schedule) => Schedule = schedule;

    /// <summary>An NCRONTAB expression of six fields (seconds first) or five, a <see cref="TimeSpan"/>, or <c>%Setting%</c>.</summary>
    public string Schedule { get; }

    /// <summary>Whether the function also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>
    /// Whether the last run is remembered, so that a run missed while the host was down is made up for at the next start. Default true;
    /// without effect for schedules that fire more often than once a minute.
    /// </summary>
    public bool UseMonitor { get; set; } = true;
}
