using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Functions.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace AmlDr.Functions.Tests.Security;

public class ContractTests(RunningApp app) : IClassFixture<RunningApp>
{
    [Fact]
    public void Table_HoldsEveryHttpFunctionAndNothingElse()
    {
        Assert.NotEmpty(Routes.All);
        Assert.Equal(Routes.All.Select(function => function.Name).Order(), AccessTable.Default.Rules.Select(rule => rule.Function).Order());
        Assert.All(Routes.All, function => Assert.Equal(AuthorizationLevel.Function, function.Level));
        Assert.All(Routes.All, function => Assert.NotEmpty(function.Methods));
    }

    [Fact]
    public void Table_WhatChangesSomething_IsNotForReaders() =>
        Assert.All(Routes.All.Where(function => !function.Methods.SequenceEqual(["get"])), function => Assert.NotEqual(Role.Reader, Routes.Rule(function.Name).Role));

    [Fact]
    public void Table_WhatAnswersByStarting_IsLimited() =>
        Assert.All(AccessTable.Default.Rules.Where(rule => rule.Success == 202), rule => Assert.True(rule.Starts, rule.Function));

    [Fact]
    public void Documentation_ShowsTheRoleOfEveryRoute()
    {
        string text = File.ReadAllText(Path.Combine(Repository(), "docs", "security.md"));

        Assert.Equal(
            Routes.All.Select(function => $"{function.Methods[0].ToUpperInvariant()} /{function.Route} {Routes.Rule(function.Name).Role.ClaimValue()}").Order(),
            Regex.Matches(text, @"^\| `(?<route>[A-Z]+ /[^`]+)` \| `(?<role>DR\.[A-Za-z]+)` \|", RegexOptions.Multiline)
                .Select(row => $"{row.Groups["route"].Value} {row.Groups["role"].Value}").Order());
    }

    [Fact]
    public void AppRegistration_HasTheRolesAndTheOneScopeThatItsClientsAreAllowed()
    {
        JsonNode registration = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository(), "deploy", "api-registration.json")))!;
        JsonArray roles = registration["appRoles"]!.AsArray();

        Assert.Equal(Enum.GetValues<Role>().Select(role => role.ClaimValue()), roles.Select(role => (string?)role!["value"]));
        Assert.Equal(roles.Count, roles.Select(role => (string?)role!["id"]).Distinct().Count());
        Assert.All(registration["clients"]!.AsArray(), client => Assert.Equal(
            [(string?)registration["scopes"]!.AsArray().Single()!["id"]], client!["delegatedPermissionIds"]!.AsArray().Select(id => (string?)id)));
    }

    [Fact]
    public void Runbooks_EveryAddress_IsARoute()
    {
        string[][] routes = [.. Routes.All.Select(function => function.Route.Split('/'))];
        string[] pages = [Path.Combine(Repository(), "README.md"), .. Directory.GetFiles(Path.Combine(Repository(), "docs"), "*.md")];
        int found = 0;

        foreach (string page in pages)
        {
            foreach (Match address in Regex.Matches(File.ReadAllText(page), @"/api/(?<path>[A-Za-z0-9_{}$<>./-]+)"))
            {
                string[] path = address.Groups["path"].Value.TrimEnd('.', '/').Split('/');
                found++;
                Assert.True(
                    routes.Any(route => route.Length == path.Length && route.Zip(path).All(pair => pair.First[0] == '{' || pair.First == pair.Second)),
                    $"{Path.GetFileName(page)} names '/api/{string.Join('/', path)}', which is no route.");
            }
        }

        Assert.True(found > 30, $"Only {found} addresses were found.");
    }

    [Fact]
    public void HostJson_GivesTheHeadersThatTheMiddlewareGives()
    {
        JsonNode headers = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository(), "host.json")))!["extensions"]!["http"]!["customHeaders"]!;

        Assert.Equal(
            SecurityHeaders.Always.Append(new("Content-Security-Policy", SecurityHeaders.PolicyOfData)).OrderBy(header => header.Key),
            headers.AsObject().Select(header => new KeyValuePair<string, string>(header.Key, (string)header.Value!)).OrderBy(header => header.Key));
    }

    [Fact]
    public async Task OpenApi_ReadByAnotherLibrary_IsSoundAndHoldsEveryFunction()
    {
        string text = await app.Api.GetStringAsync("openapi.json");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        ReadResult result = await Microsoft.OpenApi.OpenApiDocument.LoadAsync(stream, "json");

        Assert.Empty(result.Diagnostic!.Errors);
        Assert.Empty(result.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, result.Diagnostic.SpecificationVersion);
        Assert.Equal(
            Routes.All.SelectMany(function => function.Methods.Select(method => $"{method} /{function.Route} {function.Name}")).Order(),
            result.Document!.Paths.SelectMany(path => path.Value.Operations!.Select(
                operation => $"{operation.Key.Method.ToLowerInvariant()} {path.Key} {operation.Value.OperationId}")).Order());
        Assert.All(result.Document.Paths.Where(path => path.Key.Contains('{', StringComparison.Ordinal)), path => Assert.All(
            path.Value.Operations!.Values, operation => Assert.Contains(operation.Parameters!, parameter => parameter.In == ParameterLocation.Path)));
    }

    [Fact]
    public async Task OpenApi_LiveAnswers_AreAsItSays()
    {
        app.AddModel("contract");
        await app.DeliverAsync(new JsonArray(app.ModelRegistered("contract", "1")));
        await app.WhenIdleAsync();
        JsonNode document = JsonNode.Parse(await app.Api.GetStringAsync("openapi.json"))!;
        HttpResponseMessage started = await app.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", null);
        string operation = started.Headers.Location!.ToString()["/api/".Length..];
        await app.WhenIdleAsync();

        Assert.Empty(Differences(await started.Content.ReadFromJsonAsync<JsonNode>(), Schema(document, "/pairs/{pair}/sweeps", "post", "202"), "start"));
        foreach ((string route, string path) in ((string, string)[])
        [
            ("/health", "health"), ("/pairs", "pairs"), ("/pairs/{pair}", $"pairs/{RunningApp.Pair}"), ("/pairs/{pair}/assets", $"pairs/{RunningApp.Pair}/assets"),
            ("/operations/{id}", operation),
        ])
        {
            Assert.Empty(Differences(await app.Api.GetFromJsonAsync<JsonNode>(path), Schema(document, route, "get", "200"), path));
        }
    }

    [Fact]
    public void Differences_AreFound()
    {
        JsonNode schema = JsonNode.Parse("""{"type":"object","required":["a"],"properties":{"a":{"type":"string"},"b":{"type":["array","null"],"items":{"type":"integer"}}}}""")!;

        Assert.Empty(Differences(JsonNode.Parse("""{"a":"x","b":[1]}"""), schema, "$"));
        Assert.Single(Differences(JsonNode.Parse("""{"b":null}"""), schema, "$"));
        Assert.Single(Differences(JsonNode.Parse("""{"a":1}"""), schema, "$"));
        Assert.Single(Differences(JsonNode.Parse("""{"a":"x","b":["y"]}"""), schema, "$"));
        Assert.Single(Differences(JsonNode.Parse("""{"a":"x","c":1}"""), schema, "$"));
    }

    private static JsonNode Schema(JsonNode document, string route, string method, string status) =>
        document["paths"]![route]![method]!["responses"]![status]!["content"]!["application/json"]!["schema"]!;

    /// <summary>Where an answer is not as its schema says, for the part of JSON Schema that the document uses.</summary>
    private static IEnumerable<string> Differences(JsonNode? value, JsonNode schema, string at)
    {
        if (schema is not JsonObject node)
        {
            yield break;
        }

        if (node["anyOf"] is JsonArray forms)
        {
            IEnumerable<string>[] differences = [.. forms.Select(form => Differences(value, form!, at))];
            foreach (string difference in differences.Any(one => !one.Any()) ? [] : differences.SelectMany(one => one))
            {
                yield return difference;
            }

            yield break;
        }

        string[] types = node["type"] switch
        {
            JsonArray several => [.. several.Select(one => (string)one!)],
            JsonValue one => [(string)one!],
            _ => [],
        };
        string actual = value?.GetValueKind() switch
        {
            null => "null",
            System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
            System.Text.Json.JsonValueKind.Number => value.ToJsonString().All(char.IsDigit) ? "integer" : "number",
            var kind => kind.ToString()!.ToLowerInvariant(),
        };
        if (types.Length > 0 && !types.Contains(actual) && !(actual == "integer" && types.Contains("number")))
        {
            yield return $"{at} is {actual}, not {string.Join(" or ", types)}";
        }

        if (node["enum"] is JsonArray values && !values.Any(one => JsonNode.DeepEquals(one, value)))
        {
            yield return $"{at} is {value?.ToJsonString()}, not one of {values.ToJsonString()}";
        }

        foreach (string difference in value switch
        {
            JsonObject members => DifferencesOfMembers(members, node, at),
            JsonArray items when node["items"] is { } item => items.SelectMany((one, index) => Differences(one, item, $"{at}[{index}]")),
            _ => [],
        })
        {
            yield return difference;
        }
    }

    private static IEnumerable<string> DifferencesOfMembers(JsonObject value, JsonObject schema, string at)
    {
        foreach (JsonNode? required in schema["required"]?.AsArray() ?? [])
        {
            if (!value.ContainsKey((string)required!))
            {
                yield return $"{at}.{required} is missing";
            }
        }

        foreach ((string name, JsonNode? member) in value)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is not { } known)
            {
                yield return $"{at}.{name} is not in the contract";
                continue;
            }

            foreach (string difference in Differences(member, known, $"{at}.{name}"))
            {
                yield return difference;
            }
        }
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AmlDrFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The repository's root is not above the tests' output.");
    }
}
