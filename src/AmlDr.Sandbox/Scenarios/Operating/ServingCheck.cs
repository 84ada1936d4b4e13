using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>Says whether a workspace serves as the other one did: looked at past the app.</summary>
/// <param name="azure">The simulated Azure.</param>
/// <param name="from">The workspace that served.</param>
/// <param name="to">The workspace that is to serve.</param>
internal sealed class ServingCheck(SimulatedAzure azure, SimulatedWorkspace from, SimulatedWorkspace to)
{
    private readonly ExpectedDocument _serving = new(azure, from, to, atRest: false);

    /// <summary>What is not at its full strength: capacities, traffic, nodes, schedules, and everything else that the documents say.</summary>
    public IEnumerable<string> Problems(IEnumerable<SeedAsset> assets) => assets.SelectMany(asset =>
    {
        if (azure.Resources.Get($"{from.ResourceId}/{asset.Path}") is not { } source)
            return [$"{asset} is not in {from.Name}"];
        if (azure.Resources.Get($"{to.ResourceId}/{asset.Path}") is not { } target)
            return [$"{asset} is not in {to.Name}"];
        return JsonDifference.Find(_serving.For(source), ExpectedDocument.WritablePart(target)).Select(difference => $"{asset}: {difference}");
    });

    /// <summary>Sends every online endpoint a request with the key that its clients have, and says what is wrong with the answers.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> ScoringProblemsAsync(IEnumerable<SeedAsset> endpoints, CancellationToken cancellationToken)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        List<string> problems = [];
        foreach (SeedAsset endpoint in endpoints)
        {
            string id = $"{to.ResourceId}/{endpoint.Path}";

            // Keys of what was not mirrored beforehand are made anew; everybody else's clients keep theirs.
            string key = endpoint.SkipCode is null
                ? endpoint.Body["properties"]!["keys"]!["primaryKey"]!.ToString()
                : Keys(id)["primaryKey"]!.ToString();
            using HttpRequestMessage request = new(HttpMethod.Post, azure.Resources.Get(id)?["properties"]?["scoringUri"]?.ToString())
            {
                Content = JsonContent.Create(new JsonObject { ["input_data"] = new JsonArray(1) }),
            };
            request.Headers.TryAddWithoutValidation("Authorization", new AuthenticationHeaderValue("Bearer", key).ToString());
            using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken);
            string text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode || !text.Contains(to.Name, StringComparison.Ordinal))
                problems.Add($"{endpoint} answers {(int)answer.StatusCode}: {text}");
        }

        return problems;
    }

    private JsonObject Keys(string id) => azure.Resources.GetSecrets(id)?["properties.keys"] as JsonObject ?? throw new CheckFailedException($"'{id}' has no keys.");
}
