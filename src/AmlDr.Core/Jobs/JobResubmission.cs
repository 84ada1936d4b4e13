using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
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

    /// <summary>Prepares a job. Does not change the capture.</summary>
    /// <param name="capture">The captured job, its sealed values opened.</param>
    /// <param name="context">The pair's workspaces, stores and policy.</param>
    /// <param name="operation">What it is submitted for, such as a failover's identifier: the same gives the same name, so that it is not submitted twice.</param>
    /// <returns>The job, with what stands in its way.</returns>
    public static JobSubmission Prepare(JobCapture capture, RewriteContext context, string operation)
    {
        ArgumentNullException.ThrowIfNull(capture);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        var document = capture.Document.DeepClone().AsObject();
        DropOwnOutputs(document, capture.Name);
        RewriteResult rewritten = DocumentRewriter.Rewrite(
            new AssetId(JobKind.KindName, capture.Name, ""), new AssetDocument(document), JobKind.Instance, context);
        List<Finding> findings = [.. rewritten.Findings];
        findings.AddRange(capture.OmittedVariables.Select(name => new Finding(
            "SecretNotKept", "properties.environmentVariables", name,
            "Its value is secret by its name and was not kept; submit the job by hand, or give the app a key ring so that values are kept sealed.")));
        if (rewritten.Body["properties"] is JsonObject properties)
        {
            if (properties["tags"] is not JsonObject tags)
            {
                properties["tags"] = tags = [];
            }

            tags[SourceTag] = capture.Name;
            if (!JobSpecification.IsWhole(new AssetDocument(new JsonObject { ["properties"] = properties.DeepClone() })))
            {
                findings.Add(new Finding(
                    "IncompleteSpecification", "properties", DocumentFields.GetText(properties, "jobType") ?? "no type",
                    "The primary did not say what the job runs; submit it by hand from its source."));
            }
        }

        return new JobSubmission(NewName(capture.Name, operation), rewritten.Body, rewritten.Changes, findings);
    }

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
