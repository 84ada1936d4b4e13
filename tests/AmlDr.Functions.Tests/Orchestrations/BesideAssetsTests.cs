using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AmlDr.Functions.Tests.Orchestrations;

public class BesideAssetsTests : IAsyncLifetime
{
    private readonly RunningApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Sweep_JobsAndNotebooks_AreKeptAndCopiedAndShown()
    {
        _app.AddJob("running", "Running");
        _app.AddJob("done", "Completed");
        _app.AddNotebook("Users/alice/a.ipynb", "one");
        _app.AddNotebook("Users/alice/deep/b.ipynb", "two");

        await SweepAsync();

        JsonNode jobs = await GetAsync("jobs");
        JsonNode job = Assert.Single(jobs["value"]!.AsArray())!;
        Assert.Equal(("running", "Running", true), ((string?)job["name"], (string?)job["status"], (bool?)job["canBeResubmitted"]));
        Assert.Equal((2, 1), ((int?)jobs["lastLook"]!["seen"], (int?)jobs["lastLook"]!["live"]));
        Assert.Equal("running", (string?)(await GetAsync("jobs/running"))["name"]);
        JsonNode notebooks = await GetAsync("notebooks");
        Assert.Equal((2, 0), ((int?)notebooks["counts"]!["copied"], (int?)notebooks["counts"]!["failed"]));
        Assert.NotNull(notebooks["lastSuccess"]);
        Assert.Equal("two", ReadTarget("Users/alice/deep/b.ipynb"));
        JsonNode share = (await _app.AssetAsync("notebooks", RunningApp.NotebookShare, ""))!;
        Assert.Equal("Mirrored", (string?)share["state"]);
    }

    [Fact]
    public async Task Sweep_JobsAndNotebooksFail_GoesOnSaysWhyAndTheNextOneMakesUpForIt()
    {
        _app.AddModel("m");
        _app.AddJob("running", "Running");
        _app.AddNotebook("a.ipynb", "one");
        JsonObject artifacts = Spoil("workspaceartifactstore");
        JsonObject notebookStore = Spoil("workspaceworkingdirectory");

        await SweepAsync();

        Assert.NotNull(_app.Secondary("models/m/versions/1"));
        Assert.Equal("Refused", (string?)(await GetAsync("jobs"))["lastLook"]!["failure"]!["code"]);
        JsonNode notebooks = await GetAsync("notebooks");
        Assert.Equal("Refused", (string?)notebooks["reason"]!["code"]);
        Assert.Null(notebooks["lastSuccess"]);

        _app.Azure.Resources.Put(StoreId("workspaceartifactstore"), artifacts);
        _app.Azure.Resources.Put(StoreId("workspaceworkingdirectory"), notebookStore);
        await SweepAsync();

        Assert.Null((await GetAsync("jobs"))["lastLook"]!["failure"]);
        Assert.Single((await GetAsync("jobs"))["value"]!.AsArray());
        Assert.NotNull((await GetAsync("notebooks"))["lastSuccess"]);
        Assert.Equal("one", ReadTarget("a.ipynb"));
    }

    [Theory]
    [InlineData("pairs/nobody/jobs", "unknown-pair")]
    [InlineData("pairs/nobody/notebooks", "unknown-pair")]
    [InlineData($"pairs/{RunningApp.Pair}/jobs/none", "unknown-job")]
    [InlineData($"pairs/{RunningApp.Pair}/notebooks", "no-notebooks-yet")]
    public async Task Get_WhatIsNotThere_IsAProblemThatSaysWhatToDo(string path, string code)
    {
        using HttpResponseMessage answer = await _app.Api.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        JsonNode problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.EndsWith(code, (string?)problem["type"], StringComparison.Ordinal);
        Assert.NotEmpty((string)problem["detail"]!);
    }

    private string StoreId(string name) => $"{_app.Azure.World.Secondary.ResourceId}/datastores/{name}";

    // Makes a datastore of the secondary one that cannot be worked with, and gives back what it was.
    private JsonObject Spoil(string name)
    {
        JsonObject good = _app.Azure.Resources.Get(StoreId(name))!;
        good["properties"]!["credentials"] = new JsonObject { ["credentialsType"] = "None" };
        _app.Azure.Resources.Put(StoreId(name), new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["datastoreType"] = "AzureDataLakeGen1", ["storeName"] = "gone", ["credentials"] = new JsonObject { ["credentialsType"] = "None" },
            },
        });
        return good;
    }

    private async Task SweepAsync()
    {
        using HttpResponseMessage answer = await _app.Api.PostAsJsonAsync($"pairs/{RunningApp.Pair}/sweeps", new { });
        answer.EnsureSuccessStatusCode();
        await _app.WhenIdleAsync();
    }

    private async Task<JsonNode> GetAsync(string path) => (await _app.Api.GetFromJsonAsync<JsonNode>($"pairs/{RunningApp.Pair}/{path}"))!;

    private string ReadTarget(string path) => Encoding.UTF8.GetString(
        _app.Azure.Files.Read(_app.Azure.World.Secondary.Account, RunningApp.NotebookShare, path)!.ToArray());
}
