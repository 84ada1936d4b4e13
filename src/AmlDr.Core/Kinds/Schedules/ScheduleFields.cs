using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Schedules;

/// <summary>
/// The fields of a schedule that need care. Its action may change as a whole, whatever the flags of the job inside it say of a job that has been
/// submitted. The definition of an endpoint's invocation is free JSON whose members are not published. Source: AML REST 2024-04-01,
/// <c>Schedule</c>, <c>JobBase</c>, <c>MonitorDefinition</c> and the types derived from them; <c>facts/aml-rest.md</c> 2.11 and 2.12.
/// </summary>
internal static class ScheduleFields
{
    private const string Action = "properties.action";
    private const string Job = $"{Action}.jobDefinition";

    // Links to the run's page and to MLflow: the service makes them, and they name the workspace. The words were seen in bodies of jobs (unconfirmed list).
    private static readonly HashSet<string> ServiceLinks = new(StringComparer.OrdinalIgnoreCase) { "Tracking", "Studio" };

    public static KindFields All { get; } = new()
    {
        ReadOnly =
        [
            CommonFields.ProvisioningState, FieldPath.Of($"{Job}.status"), FieldPath.Of($"{Job}.parameters"),
            FieldPath.Of($"{Job}.services.*.status"), FieldPath.Of($"{Job}.services.*.errorMessage"),
        ],
        Immutable = [FieldPath.Of("properties.displayName")],
        References = [FieldPath.Of($"{Action}.**")],
        Prose =
        [
            FieldPath.Of($"{Action}.**.description"), FieldPath.Of($"{Action}.**.displayName"), FieldPath.Of($"{Action}.**.display_name"),
            FieldPath.Of($"{Action}.**.command"), FieldPath.Of($"{Job}.tags.**"), FieldPath.Of($"{Job}.properties.**"),
        ],
        Identities =
        [
            FieldPath.Of($"{Action}.**.identity.resourceId"), FieldPath.Of($"{Action}.**.identity.clientId"),
            FieldPath.Of($"{Action}.**.identity.objectId"),
        ],
        Images = [FieldPath.Of($"{Action}.**.environment.image")],
        Sizes = [FieldPath.Of($"{Action}.**.instanceType"), FieldPath.Of($"{Action}.**.instance_type")],
        Variables = [FieldPath.Of($"{Action}.**.environmentVariables"), FieldPath.Of($"{Action}.**.environment_variables")],
    };

    /// <summary>Drops what the service sets in a job: the metric of a task that has but one, and links to the run.</summary>
    public static void Clean(JsonObject body)
    {
        if (body["properties"]?["action"]?["jobDefinition"] is not JsonObject job)
        {
            return;
        }

        if (DocumentFields.GetText(job, "taskDetails", "taskType") == "TextClassificationMultilabel")
        {
            (job["taskDetails"] as JsonObject)?.Remove("primaryMetric");
        }

        if (job["services"] is JsonObject services)
        {
            foreach (string name in services
                .Where(entry => ServiceLinks.Contains(DocumentFields.GetText(entry.Value, "jobServiceType") ?? ""))
                .Select(entry => entry.Key).ToArray())
            {
                services.Remove(name);
            }
        }
    }
}
