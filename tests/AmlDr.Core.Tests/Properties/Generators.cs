using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace AmlDr.Core.Tests.Properties;

/// <summary>What the properties are tried with. Every run tries the same, so that a failure is found again.</summary>
internal static class Generators
{
    private static readonly string[] Names = ["a", "b", "tags", "properties", "Umlaut ä", "0", "x y"];

    // Stands before what is made of it: fields are set in the order of the file.
    private static readonly Gen<string> Leaf = Gen.OneOf(
        Gen.Elements("null", "true", "false", "\"\"", "\"text\"", "\"\\u00e4\\n\"", "1.50", "1e3"),
        Gen.Choose(-1000, 1000).Select(number => number.ToString(CultureInfo.InvariantCulture)));

    public static Config Config { get; } = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261121, 7);

    /// <summary>Bodies that differ by what is null, empty or absent, at every depth that counts.</summary>
    public static string[] SmallBodies { get; } =
    [
        "{}", """{"a":null}""", """{"a":{}}""", """{"a":{"b":null}}""", """{"a":{"b":{}}}""", """{"a":{"b":{"c":null}}}""", """{"a":{"b":{"c":{}}}}""",
        """{"a":[]}""", """{"a":[{}]}""", """{"a":[null]}""", """{"a":[{"b":null}]}""", """{"a":[{"b":{}}]}""", """{"a":{"b":[{}]}}""", """{"a":{"b":[null]}}""",
    ];

    /// <summary>JSON texts, three levels deep.</summary>
    public static Gen<string> Json { get; } = Node(3);

    /// <summary>JSON objects.</summary>
    public static Gen<JsonObject> Body { get; } = Members(3).Select(text => JsonNode.Parse(text)!.AsObject());

    /// <summary>A path below a datastore as people write it: folders, blanks, percent signs, a slash at the end or not.</summary>
    public static Gen<string> Path { get; } =
        from steps in Gen.NonEmptyListOf(Gen.Elements("models", "Models", "a b", "a%20b", "v1.2", "ä", "paths", "workspaces", "x=1"))
        from slash in Gen.Elements("", "/")
        select string.Join('/', steps.Take(6)) + slash;

    private static Gen<string> Node(int depth) => depth == 0
        ? Leaf
        : Gen.OneOf(Leaf, Members(depth), Gen.ListOf(Node(depth - 1)).Select(items => $"[{string.Join(',', items.Take(4))}]"));

    private static Gen<string> Members(int depth) =>
        from names in Gen.SubListOf(Names)
        from values in Gen.ArrayOf(Node(depth - 1), names.Count)
        select $"{{{string.Join(',', names.Zip(values, (name, value) => $"\"{name}\":{value}"))}}}";
}
