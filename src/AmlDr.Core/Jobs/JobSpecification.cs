using System.Text.Json.Nodes;
using AmlDr.Core.Assets;

namespace AmlDr.Core.Jobs;

/// <summary>What a job's document must say for the job to be submitted again.</summary>
public static class JobSpecification
{
    /// <summary>
    /// Says whether a document, as a list gave it, holds the whole specification. Lists publish the same document as a read does, but whether the
    /// service fills it for every type of job is unconfirmed; what lacks its own required fields is read by itself.
    /// </summary>
    /// <param name="job">The document.</param>
    /// <returns>False when a read may tell more.</returns>
    public static bool IsWhole(AssetDocument job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.GetString("properties", "jobType") switch
        {
            "Command" => Has("command") && Has("environmentId"),
            "Pipeline" => job.TryGet(["properties", "jobs"], out JsonNode? steps) && steps is JsonObject { Count: > 0 },
            "Sweep" => Has("trial") && Has("searchSpace") && Has("objective"),
            "AutoML" => Has("taskDetails"),
            "Spark" => Has("codeId") && Has("entry"),
            null => false,
            _ => true,
        };

        bool Has(string field) => job.TryGet(["properties", field], out _);
    }
}
