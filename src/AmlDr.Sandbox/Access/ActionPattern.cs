using System.Text.RegularExpressions;

namespace AmlDr.Sandbox.Access;

/// <summary>
/// An action as roles spell it, with <c>*</c> for any text. Case does not count. <c>a/*/b</c> is also <c>a/b</c>: the built-in role Managed Identity
/// Operator has <c>userAssignedIdentities/*/assign/action</c>, and what it allows is called <c>userAssignedIdentities/assign/action</c>.
/// </summary>
internal sealed class ActionPattern(string text)
{
    // Most actions are spelt out, and every call of a run is held against all of them.
    private readonly Regex? _regex = text.Contains('*', StringComparison.Ordinal)
        ? new Regex("^" + Regex.Escape(text).Replace("/\\*/", "/(.*/)?", StringComparison.Ordinal).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
        : null;

    public bool Matches(string action) => _regex?.IsMatch(action) ?? string.Equals(text, action, StringComparison.OrdinalIgnoreCase);
}
