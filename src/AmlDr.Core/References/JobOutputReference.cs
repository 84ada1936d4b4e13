namespace AmlDr.Core.References;

/// <summary>
/// A path in a job's output: <c>azureml://jobs/{job}/outputs/{output}/paths/{path}</c>, or MLflow's <c>runs:/{run}/{path}</c>, which means
/// the output <c>artifacts</c>. The job exists in its own workspace only.
/// </summary>
/// <param name="Original">The text, verbatim.</param>
/// <param name="JobId">The job's (run's) identifier.</param>
/// <param name="Output">The output's name.</param>
/// <param name="Path">The path below the output, as written.</param>
public sealed record JobOutputReference(string Original, string JobId, string Output, string Path)
    : AssetReference(Original)
{
    /// <summary>The output that every job has, kept in the artifact store.</summary>
    public const string ArtifactsOutput = "artifacts";
}
