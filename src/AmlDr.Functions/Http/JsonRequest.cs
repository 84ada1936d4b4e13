using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AmlDr.Functions.Http;

/// <summary>The answer to a body whose values an endpoint cannot use. That it is JSON of the right shape is seen to before.</summary>
internal static class JsonRequest
{
    /// <summary>The fault that a body cannot be used.</summary>
    /// <param name="request">The request.</param>
    /// <param name="detail">What is wrong: each field with its value and the remedy.</param>
    /// <param name="example">A body as it should be.</param>
    /// <returns>The answer.</returns>
    public static IActionResult Bad(HttpRequest request, string detail, string example) =>
        ApiResult.Problem(request, StatusCodes.Status400BadRequest, "bad-body", "The body cannot be used", $"{detail.TrimEnd('.')}. Send a body such as {example}.");
}
