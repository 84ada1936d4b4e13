using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Jobs;

/// <summary>
/// Makes of a captured job one for the secondary: a new name, the old one as a tag, everything that it refers to translated, what the service wrote
/// into it dropped. What it needs of the primary's jobs is gone with them, and is said so.
/// </summary>
public static class JobResubmission
{
    /// <summary>The tag that names the job of the primary.</summary>
    public const string SourceTag = "amldr.source-job";

    private const int LongestName = 255;
    private const string NameInfix = "-dr-";

    // A name that cannot be told from other words of a path says nothing about whose path it is.
    private const int ShortestTellingName = 6;

    /// <summary>Prepares a job.</summary>
    /// <param name="name">Its name in the primary.</param>
    /// <param name="job">Its document as the primary returned it, secrets included.</param>
    /// <param name="context">The pair's workspaces, stores and policy.</param>
    /// <param name="operation">What it is submitted for, such as a failover's identifier: the same gives the same name, so that it is not submitted twice.</param>
    /// <returns>The job, with what stands in its way.</returns>
    public static JobSubmission Prepare(string name, AssetDocument job, RewriteContext context, string operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        JsonObject document = job.CloneNode();
        DropOwnOutputs(document, name);
        RewriteResult rewritten = DocumentRewriter.Rewrite(
            new AssetId(JobKind.KindName, name, ""), new AssetDocument(document), JobKind.Instance, context);
        List<Finding> findings = [.. rewritten.Findings];
        if (rewritten.Body["properties"] is JsonObject properties)
        {
            if (properties["tags"] is not JsonObject tags)
            {
                properties["tags"] = tags = [];
            }

            tags[SourceTag] = name;
            if (!JobSpecification.IsWhole(new AssetDocument(new JsonObject { ["properties"] = properties.DeepClone() })))
            {
                findings.Add(new Finding(
                    "IncompleteSpecification", "properties", DocumentFields.GetText(properties, "jobType") ?? "no type",
                    "The primary did not say what the job runs; submit it by hand from its source."));
            }
        }

        return new JobSubmission(NewName(name, operation), rewritten.Body, rewritten.Changes, findings);
    }

    /// <summary>Finds what stands in the way of submitting a job again.</summary>
    /// <param name="name">Its name in the primary.</param>
    /// <param name="job">Its document as the primary returned it.</param>
    /// <param name="context">The pair's workspaces, stores and policy.</param>
    /// <returns>The findings; they may be kept: a text that carries a secret is not quoted.</returns>
    public static IReadOnlyList<Finding> FindObstacles(string name, AssetDocument job, RewriteContext context) =>
    [
        .. Prepare(name, job, context, "obstacles").Findings
            .Select(finding => SecretTexts.IsSecret(finding.Value) ? finding with { Value = "(a text that carries a secret)" } : finding),
    ];

    private static string NewName(string name, string operation)
    {
        string suffix = NameInfix + CanonicalJson.Digest(new JsonArray(name, operation))[..10];
        return name[..Math.Min(name.Length, LongestName - suffix.Length)] + suffix;
    }

    // Where the service let an output's place be chosen, it wrote the place into the job, under the job's name. The new job's is another one.
    private static void DropOwnOutputs(JsonObject document, string name)
    {
        if (name.Length < ShortestTellingName || document["properties"]?["outputs"] is not JsonObject outputs)
        {
            return;
        }

        foreach (JsonObject output in outputs.Select(entry => entry.Value).OfType<JsonObject>())
        {
            if (DocumentFields.GetText(output, "uri") is { } uri && IsOwnPlace(uri, name))
            {
                output.Remove("uri");
            }
        }
    }

    private static bool IsOwnPlace(string uri, string name) =>
        (ReferenceParser.TryParse(uri, out AssetReference? reference) && reference is JobOutputReference output && output.JobId == name)
        || uri.Split('/').Any(segment => segment == name || segment == $"dcid.{name}");
}
