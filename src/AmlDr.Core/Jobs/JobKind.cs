using System.Text.Json.Nodes;
using AmlDr.Core.Kinds;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Jobs;

/// <summary>
/// The fields of a job that need care, for the rewriter: jobs are captured, not mirrored. Source: AML REST 2024-04-01, <c>JobBase</c> and the types
/// derived from it; <c>facts/aml-rest.md</c> 2.11.
/// </summary>
public sealed class JobKind : AssetKind
{
    /// <summary>The kind's name.</summary>
    public const string KindName = "job";

    private const string Job = "properties";
    private static readonly string[] ServiceMarks = ["azureml.", "_azureml."];

    // Links to the run's page and to MLflow: the service makes them, and they name the workspace.
    private static readonly HashSet<string> ServiceLinks = new(StringComparer.OrdinalIgnoreCase) { "Tracking", "Studio" };

    private JobKind()
    {
    }

    /// <summary>The one instance.</summary>
    public static JobKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => KindName;

    /// <inheritdoc/>
    public override string Collection => "jobs";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Named;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ListParameters => ArchivedToo;

    /// <inheritdoc/>
    public override KindFields Fields { get; } = new()
    {
        ReadOnly =
        [
            FieldPath.Of($"{Job}.status"), FieldPath.Of($"{Job}.parameters"), FieldPath.Of($"{Job}.services.*.status"),
            FieldPath.Of($"{Job}.services.*.errorMessage"), FieldPath.Of($"{Job}.services.*.endpoint"), CommonFields.ProvisioningState,
        ],
        References = [FieldPath.Of($"{Job}.**")],
        Prose =
        [
            FieldPath.Of($"{Job}.**.description"), FieldPath.Of($"{Job}.**.displayName"), FieldPath.Of($"{Job}.**.display_name"),
            FieldPath.Of($"{Job}.**.command"), FieldPath.Of($"{Job}.experimentName"), FieldPath.Of($"{Job}.tags.**"),
            FieldPath.Of($"{Job}.properties.**"), FieldPath.Of($"{Job}.notificationSetting.**"),
        ],
        Identities =
        [
            FieldPath.Of($"{Job}.**.identity.resourceId"), FieldPath.Of($"{Job}.**.identity.clientId"), FieldPath.Of($"{Job}.**.identity.objectId"),
        ],
        Images = [FieldPath.Of($"{Job}.**.environment.image")],
        Sizes = [FieldPath.Of($"{Job}.**.instanceType"), FieldPath.Of($"{Job}.**.instance_type")],
        Variables = [FieldPath.Of($"{Job}.**.environmentVariables"), FieldPath.Of($"{Job}.**.environment_variables")],
    };

    /// <inheritdoc/>
    public override void Clean(JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (body["properties"] is not JsonObject job)
        {
            return;
        }

        RemoveWhere(job["properties"], entry => ServiceMarks.Any(mark => entry.Key.StartsWith(mark, StringComparison.OrdinalIgnoreCase)));
        RemoveWhere(job["services"], entry => ServiceLinks.Contains(DocumentFields.GetText(entry.Value, "jobServiceType") ?? entry.Key));
        if (job["jobs"] is JsonObject { Count: > 0 })
        {
            // Where a pipeline was cloned from; its own steps say all that is needed.
            job.Remove("sourceJobId");
        }

        if (DocumentFields.GetText(job, "taskDetails", "taskType") == "TextClassificationMultilabel")
        {
            // A task that has but one metric; the service sets it.
            (job["taskDetails"] as JsonObject)?.Remove("primaryMetric");
        }
    }

    private static void RemoveWhere(JsonNode? node, Func<KeyValuePair<string, JsonNode?>, bool> isGone)
    {
        if (node is JsonObject members)
        {
            foreach (string name in members.Where(isGone).Select(entry => entry.Key).ToArray())
            {
                members.Remove(name);
            }
        }
    }
}
