using AmlDr.Core.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace AmlDr.Functions.Http;

/// <summary>Answers with a report in the form that the caller accepts: JSON, Markdown or a page.</summary>
internal static class ReportResult
{
    private const string Json = "application/json";
    private const string Markdown = "text/markdown";
    private const string Html = "text/html";

    // JSON where the caller does not mind: it is the form that loses nothing.
    private static readonly string[] Forms = [Json, Markdown, Html];

    /// <summary>Makes the answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="value">The report's JSON form.</param>
    /// <param name="page">Makes its form for people.</param>
    /// <returns>The answer; 406 when the caller accepts none of the forms.</returns>
    public static IActionResult Create(HttpRequest request, object value, Func<Report> page)
    {
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        switch (Choose(request.GetTypedHeaders()))
        {
            case Json:
                return ApiResult.Json(value);
            case Markdown:
                return new ContentResult { Content = MarkdownRenderer.Render(page()), ContentType = Markdown + "; charset=utf-8" };
            case Html:
                return new ContentResult { Content = HtmlRenderer.Render(page()), ContentType = Html + "; charset=utf-8" };
            default:
                return ApiResult.Problem(
                    request, StatusCodes.Status406NotAcceptable, "not-acceptable", "The report has no such form",
                    $"'Accept' is '{Core.Assets.AssetNames.Printable(request.Headers.Accept.ToString())}'; use one of {string.Join(", ", Forms)}.");
        }
    }

    private static string? Choose(RequestHeaders headers)
    {
        if (headers.Accept.Count == 0)
        {
            return Json;
        }

        // Among equals the earlier form counts; a form that is named counts before one that a wildcard covers.
        return Forms
            .Select(form => (Form: form, Range: headers.Accept
                .Where(range => new MediaTypeHeaderValue(form).IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)))
                .OrderByDescending(range => !range.MatchesAllTypes && !range.MatchesAllSubTypes)
                .FirstOrDefault()))
            .Where(match => match.Range is not null && (match.Range.Quality ?? 1) > 0)
            .OrderByDescending(match => match.Range!.Quality ?? 1)
            .ThenByDescending(match => !match.Range!.MatchesAllTypes && !match.Range.MatchesAllSubTypes)
            .Select(match => match.Form)
            .FirstOrDefault();
    }
}
