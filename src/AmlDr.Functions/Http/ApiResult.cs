using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Operations.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AmlDr.Functions.Http;

/// <summary>The answers of the HTTP API: JSON in one spelling, faults as <c>application/problem+json</c> (RFC 9457).</summary>
internal static class ApiResult
{
    /// <summary>The title of the fault that there is no such pair.</summary>
    public const string UnknownPairTitle = "There is no such pair";

    /// <summary>The request that lists the pairs: what to send next when a pair is not known.</summary>
    public const string ListPairs = "GET /api/pairs";

    private const string ProblemTypes = "urn:amldr:problem:";

    /// <summary>An answer with a body.</summary>
    /// <param name="value">The body.</param>
    /// <param name="status">The HTTP status.</param>
    /// <returns>The answer.</returns>
    public static IActionResult Json(object value, int status = StatusCodes.Status200OK) =>
        new ContentResult
        {
            Content = JsonSerializer.Serialize(value, value.GetType(), ControlStoreClient.Json),
            ContentType = "application/json; charset=utf-8",
            StatusCode = status,
        };

    /// <summary>A fault.</summary>
    /// <param name="request">The request that it answers.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The kind of fault, the last part of its type.</param>
    /// <param name="title">The kind of fault in a few words, always the same for the kind.</param>
    /// <param name="detail">What is wrong this time, with the field, the value and the remedy.</param>
    /// <param name="next">The request to send next; null when there is none to name.</param>
    /// <returns>The answer.</returns>
    public static IActionResult Problem(HttpRequest request, int status, string code, string title, string detail, string? next = null)
    {
        var body = new JsonObject
        {
            ["type"] = ProblemTypes + code,
            ["title"] = title,
            ["status"] = status,
            ["detail"] = detail,
            ["instance"] = request.Path.Value,
        };
        if (next is not null)
        {
            body["next"] = next;
        }

        return new ContentResult { Content = body.ToJsonString(), ContentType = "application/problem+json; charset=utf-8", StatusCode = status };
    }

    /// <summary>The fault that something may not be done now, with the request that comes next.</summary>
    /// <param name="request">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="refusal">Why not.</param>
    /// <returns>The answer; its <c>code</c> is the refusal's, its <c>next</c> the request to send.</returns>
    public static IActionResult Refused(HttpRequest request, int status, OperationRefusal refusal)
    {
        var body = new JsonObject
        {
            ["type"] = ProblemTypes + refusal.Code,
            ["title"] = refusal.Title,
            ["status"] = status,
            ["detail"] = refusal.Detail,
            ["instance"] = request.Path.Value,
            ["code"] = refusal.Code,
            ["next"] = refusal.Next,
        };
        return new ContentResult { Content = body.ToJsonString(), ContentType = "application/problem+json; charset=utf-8", StatusCode = status };
    }

    /// <summary>The fault that there is no such pair.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The name that was asked for.</param>
    /// <param name="known">The names that there are.</param>
    /// <returns>The answer.</returns>
    public static IActionResult UnknownPair(HttpRequest request, string pair, IEnumerable<string> known) =>
        Problem(
            request, StatusCodes.Status404NotFound, "unknown-pair", UnknownPairTitle, UnknownPairDetail(pair, known), ListPairs);

    /// <summary>What is wrong with the name of a pair.</summary>
    /// <param name="pair">The name that was asked for.</param>
    /// <param name="known">The names that there are.</param>
    /// <returns>The detail of the fault.</returns>
    public static string UnknownPairDetail(string pair, IEnumerable<string> known) =>
        $"'pair' is '{Core.Assets.AssetNames.Printable(pair)}'; the pairs are: {string.Join(", ", known)}.";

    /// <summary>The fault that a query parameter cannot be used.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="remedy">What it may be.</param>
    /// <returns>The answer.</returns>
    public static IActionResult BadParameter(HttpRequest request, string name, string value, string remedy) =>
        Problem(
            request, StatusCodes.Status400BadRequest, "bad-parameter", "A parameter cannot be used",
            $"'{name}' is '{Core.Assets.AssetNames.Printable(value)}'; {remedy}");
}
