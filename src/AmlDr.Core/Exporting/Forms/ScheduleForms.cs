using System.Text.Json.Nodes;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>Schedules of command and pipeline jobs. The job is a file of its own, which the CLI reads with the schedule.</summary>
internal static class ScheduleForms
{
    private static readonly CliForm Job = new("az ml schedule create", "schedule",
    [
        new("properties.displayName", "display_name"), .. CommonForm.Described, new("properties.properties", "properties"),
        new("properties.trigger.triggerType", "trigger.type", Lower), new("properties.trigger.frequency", "trigger.frequency", Lower),
        new("properties.trigger.interval", "trigger.interval"), new("properties.trigger.expression", "trigger.expression"),
        new("properties.trigger.startTime", "trigger.start_time"), new("properties.trigger.endTime", "trigger.end_time"),
        new("properties.trigger.timeZone", "trigger.time_zone"), new("properties.trigger.schedule.hours", "trigger.schedule.hours"),
        new("properties.trigger.schedule.minutes", "trigger.schedule.minutes"), new("properties.trigger.schedule.monthDays", "trigger.schedule.month_days"),
        new("properties.trigger.schedule.weekDays", "trigger.schedule.week_days", Lower),
    ]) { Implied = ["properties.action.actionType"], Complete = Complete };

    public static (CliForm? Form, string? Reason) Of(JsonNode? action) => Text(action?["actionType"]) switch
    {
        "CreateJob" => Text(action?["jobDefinition"]?["jobType"]) is "Command" or "Pipeline"
            ? (Job, null)
            : (null, "of a job that is neither a command nor a pipeline: its file is not written"),
        "CreateMonitor" => (null, "of a monitor: its file is not written"),
        _ => (null, "of an action that the CLI has no file for"),
    };

    private static void Complete(CliSource source, CliTarget target)
    {
        if (source.Take("properties.action.jobDefinition") is JsonObject job)
        {
            string name = source.AttachmentName("job");
            target.Attachments.Add(new CliAttachment(name, null, JobForm.Write(job, source, target.Notes)));
            target.Set("create_job", $"./{name}");
        }

        target.Notes.Add(
            (source.Take("properties.isEnabled") as JsonValue)?.TryGetValue(out bool isEnabled) == true && !isEnabled
                ? $"It is disabled in the primary, and a new schedule is enabled. After: az ml schedule disable --name {ShellWord.Of(source.Asset.Name)}"
                : $"A new schedule is enabled: while the primary runs, the job would run in both. After: az ml schedule disable --name {ShellWord.Of(source.Asset.Name)}");
    }
}
