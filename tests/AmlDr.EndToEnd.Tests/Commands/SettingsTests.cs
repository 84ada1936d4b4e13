using AmlDr.Sandbox.App;

namespace AmlDr.EndToEnd.Tests.Commands;

/// <summary>What the app does with its settings when it starts as a process.</summary>
public class SettingsTests
{
    [Fact]
    public async Task Start_WithInvalidSettings_EndsNamingEveryFaultAtOnce()
    {
        Dictionary<string, string> faults = new()
        {
            ["AmlDr__Pairs__0__Name"] = "Not A Name",
            ["AmlDr__Pairs__0__Primary__WorkspaceId"] = "mlw-primary",
            ["AmlDr__ControlStore__ContainerUri"] = "ftp://elsewhere/amldr",
            ["AmlDr__Arm__ApiVersion"] = "2019-01-01",
            ["AmlDr__Copy__BlockBytes"] = "plenty",
            ["AmlDr__Copy__ParallelCalls"] = "0",
            ["AmlDr__Copy__NoSuchSetting"] = "1",
        };

        AppStartException exception = await Assert.ThrowsAsync<AppStartException>(
            () => SandboxSession.StartAsync(new SessionOptions { AppSettings = faults }));

        Assert.NotNull(exception.ExitCode);
        Assert.NotEqual(0, exception.ExitCode);
        Assert.All(faults, fault =>
        {
            Assert.Contains(fault.Key, exception.Message, StringComparison.Ordinal);
            Assert.True(fault.Key.EndsWith("NoSuchSetting", StringComparison.Ordinal) || exception.Message.Contains($"'{fault.Value}'", StringComparison.Ordinal));
        });
        Assert.DoesNotContain("AmlDr__Arm__Endpoint is", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAPortThatIsTaken_EndsNamingIt()
    {
        await using SandboxSession session = await SandboxSession.StartAsync();

        AppStartException exception = await Assert.ThrowsAsync<AppStartException>(
            () => SandboxSession.StartAsync(new SessionOptions { AppPort = session.App.Setup.Port }));

        Assert.NotEqual(0, exception.ExitCode);
        Assert.Contains($"{session.App.Setup.Port}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_ThatEnds_StopsTheAppWithCodeZero()
    {
        await using SandboxSession session = await SandboxSession.StartAsync();

        Assert.Equal(0, await session.App.StopAsync());

        Assert.NotEmpty(session.App.Log.Find("The standard input ended"));
    }
}
