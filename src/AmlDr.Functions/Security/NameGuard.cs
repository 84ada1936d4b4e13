using System.Globalization;
using System.Text.RegularExpressions;
using AmlDr.Core.Assets;
using Microsoft.AspNetCore.Http;

namespace AmlDr.Functions.Security;

/// <summary>
/// Refuses route values and query parameters that are no names of ours before any of them becomes part of a blob's name, a resource's address or
/// an orchestration's identifier.
/// </summary>
internal static partial class NameGuard
{
    // The host takes the key there, and the name of a key.
    private static readonly HashSet<string> OfTheHost = new(StringComparer.OrdinalIgnoreCase) { "code", "clientId" };

    /// <summary>Checks the route values and the query of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rule">The rule of the function.</param>
    /// <returns>Why it is refused; null when it is not.</returns>
    public static Refusal? Check(HttpRequest request, AccessRule rule)
    {
        foreach ((string name, object? value) in request.RouteValues)
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            if (text.Contains("..", StringComparison.Ordinal) || !Name().IsMatch(text))
            {
                return Bad(name, text, "use 1 to 300 letters, digits and the characters - _ . | : starting with a letter or digit, without '..'.");
            }
        }

        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in request.Query)
        {
            if (OfTheHost.Contains(name))
            {
                continue;
            }

            if (!rule.Query.ContainsKey(name))
            {
                string known = rule.Query.Count == 0 ? "none are known here" : $"known are {string.Join(", ", rule.Query.Keys)}";
                return Bad(name, values.ToString(), $"there is no such query parameter; {known}.");
            }

            if (values.Count != 1)
            {
                return Bad(name, values.ToString(), "give it once.");
            }
        }

        return null;
    }

    private static Refusal Bad(string name, string value, string remedy) => new(
        StatusCodes.Status400BadRequest, "bad-parameter", "A parameter cannot be used",
        $"'{AssetNames.Printable(name)}' is '{AssetNames.Printable(value)}'; {remedy}");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.|:\-]{0,299}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
