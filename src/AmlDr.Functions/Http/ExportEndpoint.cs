using AmlDr.Azure.Exporting;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Pairs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary><c>GET /api/pairs/{pair}/export</c>: the catalog of a pair as a zip file for the Azure Machine Learning CLI (v2), without secrets.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="exporter">Writes the file.</param>
public sealed class ExportEndpoint(PairRegistry pairs, CatalogExporter exporter)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <returns>
    /// <c>application/zip</c>, written while the catalog is read. When reading fails half-way, the connection is cut, so that nobody takes the part
    /// for the whole.
    /// </returns>
    [Function("GetExport")]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/export")] HttpRequest request, string pair) =>
        pairs.TryGet(pair, out Pair? known)
            ? new ExportResult(exporter, known.Name)
            : ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));

    private sealed class ExportResult(CatalogExporter exporter, string pair) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            HttpResponse response = context.HttpContext.Response;
            response.ContentType = "application/zip";
            response.Headers.ContentDisposition = $"attachment; filename=\"{pair}.zip\"";
            response.Headers.CacheControl = "no-store";
            try
            {
                await exporter.ExportAsync(pair, response.Body, context.HttpContext.RequestAborted);
            }
            catch when (response.HasStarted)
            {
                context.HttpContext.Abort();
                throw;
            }
        }
    }
}
