using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Tests.Support;

namespace AmlDr.EmbeddedHost.Tests.Http;

/// <summary>Where access keys come from and how they are kept.</summary>
public sealed class HostKeysTests
{
    [Fact]
    public async Task Restart_GeneratedKeys_StayTheSame()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);
        string[] before = [app.Server.MasterKey, app.Server.FunctionKey, app.Server.EventGridKey, app.Server.DurableTaskKey];
        Assert.Equal(4, before.Distinct().Count());
        Assert.All(before, key => Assert.True(key.Length >= 50));

        await app.Server.StopAsync();
        await app.Server.RestartAsync();

        Assert.Equal(before, new[] { app.Server.MasterKey, app.Server.FunctionKey, app.Server.EventGridKey, app.Server.DurableTaskKey });
    }

    [Fact]
    public async Task Start_GeneratedKeys_LieEncryptedForTheOwnerOnly()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);
        StateFolder folder = new(app.Server.StateDirectory);

        foreach (string file in Directory.GetFiles(folder.Root, "*.json", SearchOption.AllDirectories).Concat(Directory.GetFiles(folder.KeyRing)))
        {
            Assert.DoesNotContain(app.Server.MasterKey, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Keys));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.KeyRing));
        }
    }

    [Fact]
    public async Task Start_KeysOfAnotherKeyRing_AreRefusedWithTheRemedy()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);
        await app.Server.StopAsync();
        StateFolder folder = new(app.Server.StateDirectory);
        Directory.Delete(folder.KeyRing, recursive: true);

        HubStorageException error = await Assert.ThrowsAsync<HubStorageException>(async () => await app.Server.RestartAsync());

        Assert.Contains("delete the file to get new keys", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeysOfSettings_GoBeforeGeneratedOnes()
    {
        const string Key = "a-key-from-the-settings";
        await using TestApp app = await TestApp.StartAsync(
            [typeof(TriggerFunctions)], settings: new Dictionary<string, string?> { ["EmbeddedHost:Keys:DurableTask"] = Key });

        Assert.Equal(Key, app.Server.DurableTaskKey);
        Assert.NotEqual(Key, app.Server.MasterKey);
    }
}
