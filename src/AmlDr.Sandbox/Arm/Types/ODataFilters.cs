namespace AmlDr.Sandbox.Arm.Types;

/// <summary>The few forms of <c>$filter</c> that Azure's lists of roles take.</summary>
internal static class ODataFilters
{
    /// <summary><c>field eq 'value'</c>: whether it holds; null when the term is another one.</summary>
    public static bool? Equal(string term, string field, string? value) =>
        term.StartsWith(field + " eq ", StringComparison.OrdinalIgnoreCase) ? ArmPath.Is(Unquote(term[(field.Length + 4)..]), value ?? string.Empty) : null;

    /// <summary><c>function('value')</c>: whether it holds; null when the term is another one.</summary>
    public static bool? Argument(string term, string function, string? value) =>
        term.StartsWith(function + "(", StringComparison.OrdinalIgnoreCase) && term.EndsWith(')')
            ? ArmPath.Is(Unquote(term[(function.Length + 1)..^1]), value ?? string.Empty)
            : null;

    /// <summary>Whether a scope is the other one or above it.</summary>
    public static bool IsAtOrAbove(string scope, string other) =>
        ArmPath.Is(scope, other) || other.StartsWith(scope + "/", StringComparison.OrdinalIgnoreCase);

    public static ArmException NotUnderstood(string filter) => ArmException.Of(400, "InvalidFilter", $"The filter '{filter}' is not supported here.");

    private static string Unquote(string text) => text.Trim().Trim('\'');
}
