using System.Text.Json.Nodes;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Options;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Jobs;
using AmlDr.Core.Pairs;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>Submits jobs and cancels them (<c>facts/aml-rest.md</c> 2.11). Looks before it writes: a job's name is used once.</summary>
internal sealed class JobSubmitter(ArmClientFactory arm, IOptions<AmlDrOptions> options)
{
    private readonly string _apiVersion = options.Value.Arm.ApiVersion;

    /// <summary>Submits a job, unless it stands already.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="body">The body, which may hold secrets: for the write alone.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task SubmitAsync(WorkspaceId workspace, string name, JsonObject body, CancellationToken cancellationToken)
    {
        if (await arm.GetWorkspace(workspace).TryGetAsync(PathOf(name), _apiVersion, cancellationToken) is null)
        {
            await arm.GetWorkspace(workspace).PutAsync(PathOf(name), body, _apiVersion, cancellationToken);
        }
    }

    /// <summary>Tells a job to stop; one that has ended or is gone is left alone.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task CancelAsync(WorkspaceId workspace, string name, CancellationToken cancellationToken)
    {
        AssetDocument? job = await arm.GetWorkspace(workspace).TryGetAsync(PathOf(name), _apiVersion, cancellationToken);
        if (job is not null && !JobStates.HasEnded(job.GetString("properties", "status")))
        {
            await arm.GetWorkspace(workspace).PostAsync($"{PathOf(name)}/cancel", null, _apiVersion, cancellationToken);
        }
    }

    private static string PathOf(string name) => $"jobs/{Uri.EscapeDataString(name)}";
}
