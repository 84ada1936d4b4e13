using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Functions.Tests.Histories;

/// <summary>What is played to record histories: it takes every orchestrator of the app through its main path.</summary>
internal static class HistoryScenario
{
    public static async Task PlayAsync(RunningApp app)
    {
        for (int i = 0; i < 5; i++)
        {
            app.AddModel($"m{i}", $"{i + 1}");
        }

        app.AddModel("gone", withFile: false);
        app.AddJob("running", "Running");
        app.AddNotebook("Users/alice/train.ipynb", "content");
        using HttpResponseMessage answer = await app.Api.PostAsJsonAsync($"pairs/{RunningApp.Pair}/sweeps", new { });
        answer.EnsureSuccessStatusCode();
        using HttpResponseMessage readiness = await app.Api.GetAsync($"pairs/{RunningApp.Pair}/readiness?fresh=true");
        readiness.EnsureSuccessStatusCode();
        await app.WhenIdleAsync();
        app.Azure.Resources.Remove($"{app.Azure.World.Secondary.ResourceId}/models/m0");
        app.Azure.Resources.Remove($"{app.Azure.World.Primary.ResourceId}/models/m1");
        using HttpResponseMessage audit = await app.Api.PostAsJsonAsync($"pairs/{RunningApp.Pair}/audits", new { repair = true });
        audit.EnsureSuccessStatusCode();
        await app.WhenIdleAsync();
        using HttpResponseMessage drill = await app.Api.PostAsJsonAsync(
            $"pairs/{RunningApp.Pair}/failovers", new { mode = "drill", confirm = RunningApp.Pair, reason = "history", requestedBy = "test" });
        drill.EnsureSuccessStatusCode();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await app.Api.GetFromJsonAsync<JsonNode>(drill.Headers.Location, deadline.Token))!["endedAt"] is null)
        {
            await pace.WaitForNextTickAsync(deadline.Token);
        }

        await app.WhenIdleAsync();
    }
}
