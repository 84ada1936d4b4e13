using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Scenarios.Mirror;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>An operation that has ended leaves evidence that others can rely on.</summary>
internal static class EvidenceSteps
{
    public static Task CheckAsync(OperatingWorld world, AppFailover operation) =>
        world.Run.StepAsync("it leaves evidence: a chain of hashes that is whole, and views for people", async () =>
        {
            AppAnswer json = await ReadAsync(world, operation, "application/json");
            AppAnswer markdown = await ReadAsync(world, operation, "text/markdown");
            AppAnswer html = await ReadAsync(world, operation, "text/html");
            JsonObject document = json.Json();
            string[] kinds = [.. (document["entries"] as JsonArray ?? []).Select(entry => entry!["kind"]!.ToString())];
            MirrorStage.Require(
            [
                .. EvidenceCheck.Problems(document, operation.OperationId),
                .. ((string[])["scope", "plan", "act", "step", "outcome", "end"]).Except(kinds).Select(kind => $"it has no entry of the kind '{kind}'"),
                .. operation.Steps.Where(step => !json.Text.Contains(step.Id, StringComparison.Ordinal)).Select(step => $"it does not tell of {step.Id}"),
                .. markdown.Text.Contains(operation.OperationId, StringComparison.Ordinal) ? [] : (string[])["the Markdown does not name the operation"],
                .. html.Text.StartsWith("<!DOCTYPE html>", StringComparison.OrdinalIgnoreCase) && html.Text.Contains("<svg", StringComparison.Ordinal)
                    ? []
                    : (string[])["the HTML has no timeline"],
            ]);
            return $"{kinds.Length} entries: {string.Join(", ", kinds.CountBy(kind => kind).Select(kind => $"{kind.Value} {kind.Key}"))}";
        });

    private static async Task<AppAnswer> ReadAsync(OperatingWorld world, AppFailover operation, string accept)
    {
        AppAnswer answer = await world.Client.CallAsync(HttpMethod.Get, $"api/operations/{operation.OperationId}/report", accept: accept, cancellationToken: world.Cancelled);
        return answer.Status == HttpStatusCode.OK && answer.MediaType == accept
            ? answer
            : throw new CheckFailedException($"The report as {accept} is answered {(int)answer.Status} {answer.MediaType}: {answer.Text}");
    }
}
