using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Control;

/// <summary>Routes for what regions offer, for how long things take, and for what runs: sizes, quota, durations, deployments, jobs.</summary>
internal static class CapacityRoutes
{
    public static IEnumerable<ControlRoute> All(SimulatedAzure azure) =>
    [
        new("GET", "/regions/{region}/sizes", "The sizes of virtual machines that a region offers.", (request, _) => ControlService.OkAsync(azure.Capacity.Sizes(request["region"]))),
        new("PUT", "/regions/{region}/sizes", "Changes what a region offers; what runs already goes on.", async (request, cancellation) =>
        {
            azure.Capacity.SetSizes(request["region"], await request.BodyAsync<List<VirtualMachineSize>>(cancellation));
            return ControlService.Ok(azure.Capacity.Sizes(request["region"]));
        }, Body: """[{"name":"Standard_DS3_v2","family":"standardDSv2Family","cores":4,"memoryGB":14}]"""),
        new("PUT", "/regions/{region}/quota", "Changes a limit of a region: a family, dedicatedCores, lowPriorityCores or totalCores.", async (request, cancellation) =>
        {
            QuotaRequest quota = await request.BodyAsync<QuotaRequest>(cancellation);
            azure.Capacity.SetLimit(request["region"], quota.Key, quota.Limit);
            return ControlService.Ok(quota);
        }, Body: """{"key":"standardDSv2Family","limit":40}"""),
        new("GET", "/longrunning", "The durations set for long-running operations.", (_, _) => ControlService.OkAsync(azure.LongRunning.Durations)),
        new("PUT", "/longrunning", "Sets how long an operation, or every operation on a kind, takes; one for the same is replaced.", async (request, cancellation) =>
        {
            azure.LongRunning.Set(await request.BodyAsync<OperationDuration>(cancellation));
            return ControlService.Ok(azure.LongRunning.Durations);
        }, Body: """{"operation":"onlineEndpoints/deployments:put","milliseconds":480000,"jitterMilliseconds":120000}"""),
        new("DELETE", "/longrunning", "Lets everything take the usual time again.", (_, _) =>
        {
            azure.LongRunning.Clear();
            return Task.FromResult(SimResponse.Empty(204));
        }),
        new("GET", "/scoring/failures", "Deployments that fail, with the status that they answer.", (_, _) => ControlService.OkAsync(azure.Scoring.Failures)),
        new("PUT", "/scoring/failures", "Lets a deployment fail with a status, or work again (null).", async (request, cancellation) =>
        {
            ScoringFailureRequest failure = await request.BodyAsync<ScoringFailureRequest>(cancellation);
            azure.Scoring.SetFailure(failure.Id, failure.Status);
            return ControlService.Ok(azure.Scoring.Failures);
        }, Body: """{"id":"/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.MachineLearningServices/workspaces/mlw-primary/onlineEndpoints/credit/deployments/blue","status":424}"""),
        new("PUT", "/jobs/status", "Moves a job to a status; an event of a change is not raised.", async (request, cancellation) =>
        {
            JobStatusRequest status = await request.BodyAsync<JobStatusRequest>(cancellation);
            azure.Resources.SetJobStatus(status.Id, status.Status);
            return SimResponse.Json(200, azure.Resources.Get(status.Id)!);
        }, Body: """{"id":"/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.MachineLearningServices/workspaces/mlw-primary/jobs/train-1","status":"Running"}"""),
    ];
}
