namespace AmlDr.Infra.Tests.Support;

/// <summary>
/// Evaluates the expressions that make lists of roles: arrays of <c>roleIds.key</c>, <c>concat</c>, <c>union</c>, <c>a ? b : c</c>, and names of
/// variables and flags. Anything else is refused, so that a new way of writing cannot pass unread.
/// </summary>
internal sealed class RoleExpression
{
    private readonly string _text;
    private readonly Func<string, string> _variable;
    private readonly IReadOnlyDictionary<string, bool> _flags;
    private int _at;

    private RoleExpression(string text, Func<string, string> variable, IReadOnlyDictionary<string, bool> flags)
    {
        _text = text;
        _variable = variable;
        _flags = flags;
    }

    /// <summary>The keys of the roles that the expression lists.</summary>
    public static IReadOnlySet<string> Evaluate(string text, Func<string, string> variable, IReadOnlyDictionary<string, bool> flags)
    {
        var reader = new RoleExpression(text, variable, flags);
        HashSet<string> keys = reader.Expression();
        reader.Space();
        return reader._at == text.Length ? keys : throw reader.Unknown();
    }

    private HashSet<string> Expression()
    {
        Space();
        if (Take("["))
        {
            return Items("]");
        }

        string name = Name();
        if (Take("("))
        {
            return name is "concat" or "union" ? Items(")") : throw Unknown();
        }

        if (Take("?"))
        {
            HashSet<string> yes = Expression();
            if (!Take(":"))
            {
                throw Unknown();
            }

            HashSet<string> no = Expression();
            return _flags[name] ? yes : no;
        }

        const string roles = "roleIds.";
        return name.StartsWith(roles, StringComparison.Ordinal)
            ? [name[roles.Length..]]
            : [.. Evaluate(_variable(name), _variable, _flags)];
    }

    private HashSet<string> Items(string close)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!Take(close))
        {
            keys.UnionWith(Expression());
            Take(",");
        }

        return keys;
    }

    private string Name()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '.' or '_'))
        {
            _at++;
        }

        return _at > start ? _text[start.._at] : throw Unknown();
    }

    private bool Take(string token)
    {
        Space();
        bool found = _text.AsSpan(_at).StartsWith(token);
        _at += found ? token.Length : 0;
        return found;
    }

    private void Space()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private InvalidOperationException Unknown() => new($"The expression cannot be read at {_at}: {_text}");
}
