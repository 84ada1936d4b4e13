using System.Text.RegularExpressions;
using AmlDr.Functions.Security;

namespace AmlDr.Functions.Tests.Security;

/// <summary>Every HTTP function of the app, as its attributes name it: a new one is tested without being added here.</summary>
internal static partial class Routes
{
    public static readonly IReadOnlyList<HttpFunction> All = HttpFunction.In(typeof(AccessTable).Assembly);

    public static TheoryData<string> Names => [.. All.Select(function => function.Name)];

    public static TheoryData<string> NamesWithParameters => [.. All.Where(function => function.Route.Contains('{', StringComparison.Ordinal)).Select(function => function.Name)];

    public static TheoryData<string> NamesNotForReaders =>
        [.. All.Where(function => Rule(function.Name).Role != Role.Reader).Select(function => function.Name)];

    public static AccessRule Rule(string name) => AccessTable.Default.TryGet(name, out AccessRule? rule) ? rule : throw new ArgumentException($"'{name}' has no rule.");

    public static (string Method, string Path) Request(string name, string value = RunningApp.Pair)
    {
        HttpFunction function = All.Single(one => one.Name == name);
        return (function.Methods[0].ToUpperInvariant(), Parameter().Replace(function.Route, value.Replace("$", "$$", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
