using AmlDr.Azure.Audits;
using AmlDr.Core.Audits;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Audits;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>The part of <see cref="AuditPair"/> that compares files.</summary>
internal static class AuditFiles
{
    private const int ParallelChunks = 4;
    private const int ChunksAtOnce = 16;

    /// <summary>Compares the files of some chunks of assets.</summary>
    /// <param name="context">The orchestration's context.</param>
    /// <param name="input">How closely to look.</param>
    /// <param name="progress">Where the audit is.</param>
    /// <returns>The progress then.</returns>
    public static async Task<AuditProgress> CheckAsync(TaskOrchestrationContext context, AuditInput input, AuditProgress progress)
    {
        int chunks = progress.Stage.Chunks.Contents;
        int end = Math.Min(chunks, progress.NextChunk + ChunksAtOnce);
        var results = new List<Task<(AuditKind Counts, AuditUnread? Unread)>>();
        await SlidingWindow.RunAsync(Enumerable.Range(progress.NextChunk, end - progress.NextChunk), ParallelChunks, chunk =>
        {
            Task<(AuditKind Counts, AuditUnread? Unread)> result = CheckChunkAsync(context, new ContentRequest(
                input.Pair, progress.AuditId, progress.Stage.Counts.Kind, input.Level, input.Sample, progress.WithoutPrimary, chunk));
            results.Add(result);
            return result;
        });
        foreach (Task<(AuditKind Counts, AuditUnread? Unread)> result in results)
        {
            (AuditKind counts, AuditUnread? unread) = await result;
            progress = progress.Add(counts);
            progress = unread is null ? progress : progress.Note(unread);
        }

        return end == chunks ? progress.GoToNextKind() : progress with { NextChunk = end };
    }

    private static async Task<(AuditKind Counts, AuditUnread? Unread)> CheckChunkAsync(TaskOrchestrationContext context, ContentRequest request)
    {
        try
        {
            return (await CallAsync(context, request), null);
        }
        catch (TaskFailedException exception) when (!request.WithoutPrimary)
        {
            return (
                await CallAsync(context, request with { WithoutPrimary = true }),
                new AuditUnread(
                    "StorageUnreachable",
                    "Storage of the primary could not be read, so files of the secondary were held against what was verified when they were copied. "
                    + exception.FailureDetails.ErrorMessage, request.Kind));
        }
    }

    private static async Task<AuditKind> CallAsync(TaskOrchestrationContext context, ContentRequest request)
    {
        var counts = new AuditKind(request.Kind);
        for (ContentCursor? cursor = null; ;)
        {
            ContentResult result = (await context.CallActivityAsync<ContentResult>(
                nameof(CheckAuditFiles), request with { Cursor = cursor }, RetryPolicies.Transient))!;
            counts = counts.Add(result.Counts);
            cursor = result.Cursor;
            if (cursor is null)
            {
                return counts;
            }
        }
    }
}
