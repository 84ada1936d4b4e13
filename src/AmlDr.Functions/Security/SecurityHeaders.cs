using Microsoft.AspNetCore.Http;

namespace AmlDr.Functions.Security;

/// <summary>
/// The headers that keep browsers and proxies from doing more with an answer than they should. <c>host.json</c> holds the same for the answers that
/// the host gives without a function, such as 401 for a missing key.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>Nothing is loaded, nothing is framed.</summary>
    public const string PolicyOfData = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Pages bring their styles and pictures with them, run no script, and cannot call the API.</summary>
    public const string PolicyOfPages =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /// <summary>All but the content security policy.</summary>
    public static readonly IReadOnlyDictionary<string, string> Always = new Dictionary<string, string>
    {
        ["Cache-Control"] = "no-store",
        ["Referrer-Policy"] = "no-referrer",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
    };

    /// <summary>Adds them when the answer starts, so that an answer that is begun anew after a fault has them as well.</summary>
    /// <param name="response">The answer.</param>
    public static void AddTo(HttpResponse response) => response.OnStarting(() =>
    {
        foreach ((string name, string value) in Always)
        {
            response.Headers[name] = value;
        }

        // An endpoint that serves a page with needs of its own may say so.
        bool isPage = response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        response.Headers.TryAdd("Content-Security-Policy", isPage ? PolicyOfPages : PolicyOfData);
        return Task.CompletedTask;
    });
}
