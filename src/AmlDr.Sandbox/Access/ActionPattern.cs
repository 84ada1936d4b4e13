using System.Text.RegularExpressions;

namespace AmlDr.Sandbox.Access;

/// <summary>An action as roles spell it, with <c>*</c> for any text. Case does not count.</summary>
internal sealed class ActionPattern
{
    private readonly Regex _regex;

    public ActionPattern(string text) => _regex = new Regex(
        "^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public bool Matches(string action) => _regex.IsMatch(action);
}
