using AmlDr.Azure.Options;
using AmlDr.Azure.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Tests.Options;

public sealed class NotificationOptionsTests : IDisposable
{
    private const string GoodSecret = "0123456789abcdef0123456789abcdef";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amldr-notifications-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("https://hooks.example.org/x?y=1")]
    [InlineData("http://127.0.0.1:9/x")]
    [InlineData("http://localhost/x")]
    public void Target_GoodAddress_IsValid(string url) => Assert.Empty(Faults(Target("ops", url, GoodSecret)));

    [Theory]
    [InlineData("Name", "Ops Chat", "https://h.example.org/canary", "")]
    [InlineData("Url", "ops", "http://h.example.org/canary", "")]
    [InlineData("Url", "ops", "ftp://canary", "")]
    [InlineData("Url", "ops", "canary", "")]
    [InlineData("Url", "ops", "https://user:canary@h.example.org/", "")]
    [InlineData("Url", "ops", "https://169.254.169.254/canary", "")]
    [InlineData("Url", "ops", "https://[::ffff:169.254.169.254]/canary", "")]
    [InlineData("Secret", "ops", "https://h.example.org/x", "canary")]
    [InlineData("Secret", "ops", "https://h.example.org/x", "whsec_canary")]
    public void Target_Fault_NamesTheSettingAndRepeatsNoSecret(string setting, string name, string url, string secret)
    {
        string fault = Assert.Single(Faults(Target(name, url, secret)));

        Assert.StartsWith($"AmlDr__Notifications__Targets__0__{setting} is '", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_OfOneName_AreRefused() =>
        Assert.Contains(
            "a name of its own",
            Assert.Single(Faults(
            [
                .. Target("ops", "https://h.example.org/x", ""), ("Notifications:Targets:1:Name", "ops"), ("Notifications:Targets:1:Url", "https://h.example.org/y"),
            ])),
            StringComparison.Ordinal);

    [Fact]
    public void Policy_TargetThatIsNotThere_IsRefusedWithTheSetting() =>
        Assert.Contains(
            "name a target of the settings AmlDr__Notifications__Targets",
            Assert.Single(Faults(Policy("""{"notifications": [{"target": "pager"}]}"""))), StringComparison.Ordinal);

    [Fact]
    public void Policy_ProgramWithoutSecret_IsRefusedWithTheSetting() =>
        Assert.Contains(
            "AmlDr__Notifications__Targets__0__Secret",
            Assert.Single(Faults([.. Target("ops", "https://h.example.org/x", ""), .. Policy("""{"notifications": [{"target": "ops"}]}""")])),
            StringComparison.Ordinal);

    [Fact]
    public void Policy_ChatWithoutSecret_IsValid() =>
        Assert.Empty(Faults([.. Target("ops", "https://h.example.org/x", ""), .. Policy("""{"notifications": [{"target": "ops", "format": "teams"}]}""")]));

    [Fact]
    public void Timeout_OutOfRange_IsRefused() =>
        Assert.StartsWith("AmlDr__Notifications__Timeout is '", Assert.Single(Faults(("Notifications:Timeout", "00:02:00"))), StringComparison.Ordinal);

    private (string, string)[] Policy(string json)
    {
        string file = Path.Combine(_folder.FullName, "policy.json");
        File.WriteAllText(file, json);
        return [("Pairs:0:PolicyFile", file)];
    }

    private static (string, string)[] Target(string name, string url, string secret) =>
        [("Notifications:Targets:0:Name", name), ("Notifications:Targets:0:Url", url), ("Notifications:Targets:0:Secret", secret)];

    private static IEnumerable<string> Faults(params (string, string)[] settings)
    {
        const string Arm = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/";
        using ServiceProvider services = AppServices.Build(
            new Uri("https://management.example.org"), Arm + "a", Arm + "b", new Uri("https://st.example.org/amldr"), new FixedCredential("t"), null, settings);
        try
        {
            _ = services.GetRequiredService<IOptions<AmlDrOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }
}
