using System.Text.Json.Nodes;

namespace AmlDr.Functions.Tests.Orchestrations;

public class SweepWithoutPrimaryTests : IAsyncLifetime
{
    private readonly RunningApp _app = new() { Speed = 20 };

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task RunAsync_PrimaryRegionDown_FailsWithTheReason()
    {
        _app.Azure.Regions.TakeDown(_app.Azure.World.Primary.Region);

        HttpResponseMessage answer = await _app.Api.PostAsync($"pairs/{RunningApp.Pair}/sweeps", null);
        JsonNode operation = await _app.WaitForOperationAsync(answer.Headers.Location!, TimeSpan.FromSeconds(90));

        Assert.Equal("Failed", (string?)operation["status"]);
        Assert.Contains("CompareContainers", (string?)operation["error"], StringComparison.Ordinal);
    }
}
