using System.Text.RegularExpressions;

namespace AmlDr.Infra.Tests.Support;

/// <summary>Finds declarations in a template by its text. It knows as much of the language as the templates of this repository use.</summary>
internal static partial class BicepText
{
    /// <summary>A <c>module</c> or <c>resource</c> with the text of its body.</summary>
    public sealed record Declaration(string Keyword, string Symbol, string Type, string Body)
    {
        /// <summary>The expression of a property or parameter, wherever it stands in the body.</summary>
        public string? Value(string property)
        {
            Match match = Regex.Match(Body, $@"^[ ]*{Regex.Escape(property)}:[ ]*(?<value>.+)$", RegexOptions.Multiline);
            return match.Success ? match.Groups["value"].Value.Trim() : null;
        }
    }

    public static IReadOnlyList<Declaration> Declarations(string text)
    {
        var found = new List<Declaration>();
        foreach (Match match in Start().Matches(text))
        {
            found.Add(new Declaration(
                match.Groups["keyword"].Value, match.Groups["symbol"].Value, match.Groups["type"].Value, Body(text, match.Index + match.Length)));
        }

        return found;
    }

    /// <summary>The expression of a variable, up to the end of its brackets.</summary>
    public static string Variable(string text, string name)
    {
        Match match = Regex.Match(text, $@"^var {Regex.Escape(name)} = ", RegexOptions.Multiline);
        Assert.True(match.Success, $"There is no variable '{name}'.");
        int start = match.Index + match.Length;
        int depth = 0;
        int end = start;
        for (; end < text.Length && (depth > 0 || text[end] != '\n'); end++)
        {
            depth += text[end] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
        }

        return text[start..end];
    }

    private static string Body(string text, int from)
    {
        int depth = 0;
        for (int at = from; at < text.Length; at++)
        {
            depth += text[at] switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
            if (depth == 0 && text[at] is '}' or ']')
            {
                return text[from..(at + 1)];
            }
        }

        throw new InvalidOperationException("A declaration does not end.");
    }

    [GeneratedRegex(@"^[ ]*(?<keyword>module|resource) (?<symbol>\w+) '(?<type>[^']+)'(?: existing)? = (?:if \([^\n]*\) )?", RegexOptions.Multiline)]
    private static partial Regex Start();
}
