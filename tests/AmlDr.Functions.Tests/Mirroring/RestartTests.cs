using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;
using AmlDr.Sandbox.Observation;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class RestartTests : IAsyncLifetime
{
    private readonly RunningApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    /// <summary>Killed after each of its writes in the secondary, and once before any.</summary>
    [Fact]
    public async Task MirrorAsset_KilledAfterEachWrite_GoesOnAndWritesEachDocumentOnce()
    {
        var primary = new Primary(_app);
        AssetId endpoint = primary.Endpoint("killed");
        AssetId deployment = primary.Deployment("killed", "blue", properties => properties["environmentVariables"]!["API_KEY"] = "survives");
        string[] written =
        [
            Primary.PathOf(endpoint), Primary.PathOf(deployment), "models/killed-model/versions/1", "environments/killed-env/versions/1", "codes/killed-code/versions/1",
        ];
        string id = await _app.StartMirrorAsync(deployment);
        for (int kill = 0; kill <= written.Length; kill++)
        {
            await WaitUntil.TrueAsync(() => Task.FromResult(written.Sum(path => _app.Writes(path)) >= kill));
            await _app.Server.CrashAsync();
            await _app.Server.RestartAsync();
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        OrchestrationMetadata ended = await _app.Server.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);

        Assert.Equal(AssetState.Mirrored, ended.ReadOutputAs<MirrorOutcome>()!.State);
        await _app.WhenIdleAsync();
        Assert.All(written, path => Assert.Equal(1, _app.Writes(path)));
        Assert.Equal("survives", (string?)_app.Secondary(Primary.PathOf(deployment))!["properties"]!["environmentVariables"]!["API_KEY"]);
    }

    [Fact]
    public async Task MirrorAsset_KilledWhileFilesAreCopied_RegistersNothingBeforeTheyStand()
    {
        var primary = new Primary(_app);
        AssetId model = primary.Model("copied");
        for (int file = 0; file < 40; file++)
        {
            primary.PutFile($"models/copied/part-{file:D2}.bin", $"part {file}");
        }

        string id = await _app.StartMirrorAsync(model);
        await WaitUntil.TrueAsync(() => Task.FromResult(_app.Azure.Calls.Summarise().Calls("blobs:putFromUrl") > 0));
        await _app.Server.CrashAsync();
        await _app.Server.RestartAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _app.Server.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);

        CallRecord put = _app.Azure.Calls.Read(new CallQuery { Operation = "models/versions:put", Region = "northeurope" }).Single(call => call.TookEffect);
        Assert.All(
            _app.Azure.Calls.Read(new CallQuery { Service = AzureService.Blob, Account = _app.Azure.World.SecondaryAccount.Name, Effect = true }),
            copy => Assert.True(copy.Sequence < put.Sequence, copy.Path));
        Assert.Equal(41, (await _app.RecordAsync(model))?.FileCount);
    }
}
