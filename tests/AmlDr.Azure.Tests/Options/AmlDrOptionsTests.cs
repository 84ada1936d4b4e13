using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Options;
using AmlDr.Core.Policies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Tests.Options;

public class AmlDrOptionsTests
{
    private const string Primary = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/one";
    private const string Secondary = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/two";

    private static readonly Dictionary<string, string?> Valid = new()
    {
        ["AmlDr:Pairs:0:Name"] = "churn-prod",
        ["AmlDr:Pairs:0:Primary:WorkspaceId"] = Primary,
        ["AmlDr:Pairs:0:Secondary:WorkspaceId"] = Secondary,
        ["AmlDr:ControlStore:ContainerUri"] = "https://st.blob.core.windows.net/amldr",
    };

    [Fact]
    public void Options_ValidSettings_Bind()
    {
        AmlDrOptions options = Bind(
            ("AmlDr:Arm:CallTimeout", "00:00:07"), ("AmlDr:Copy:SourceAuthorization", "userdelegationsas"), ("AmlDr:Copy:BlockBytes", "1048576"));

        Assert.Equal("churn-prod", Assert.Single(options.Pairs).Name);
        Assert.Equal(TimeSpan.FromSeconds(7), options.Arm.CallTimeout);
        Assert.Equal(SourceAuthorizationMode.UserDelegationSas, options.Copy.SourceAuthorization);
        Assert.Equal(1048576, options.Copy.BlockBytes);
    }

    [Theory]
    [InlineData("AmlDr:Pairs:0:Name", "Churn Prod")]
    [InlineData("AmlDr:Pairs:0:Name", "-a")]
    [InlineData("AmlDr:Pairs:0:Primary:WorkspaceId", "mlw")]
    [InlineData("AmlDr:Pairs:0:Secondary:WorkspaceId", Primary)]
    [InlineData("AmlDr:ControlStore:ContainerUri", "st/amldr")]
    [InlineData("AmlDr:ControlStore:ContainerUri", "http://st.blob.core.windows.net/amldr")]
    [InlineData("AmlDr:ControlStore:ContainerUri", "https://st.blob.core.windows.net/")]
    [InlineData("AmlDr:DeadLetters:ContainerUri", "st/dead-letters")]
    [InlineData("AmlDr:DeadLetters:ContainerUri", "https://st.blob.core.windows.net/")]
    [InlineData("AmlDr:Arm:Endpoint", "http://management.azure.com")]
    [InlineData("AmlDr:Arm:ApiVersion", "2023-04-01")]
    [InlineData("AmlDr:Arm:ApiVersion", "latest")]
    [InlineData("AmlDr:Arm:CallTimeout", "00:00:00")]
    [InlineData("AmlDr:Arm:CallTimeout", "soon")]
    [InlineData("AmlDr:Arm:WritesPerSecond", "-1")]
    [InlineData("AmlDr:Copy:SingleCopyLimitBytes", "268435457")]
    [InlineData("AmlDr:Copy:BlockBytes", "many")]
    [InlineData("AmlDr:Copy:ParallelCalls", "0")]
    [InlineData("AmlDr:Copy:SourceAuthorization", "AccountKey")]
    [InlineData("AmlDr:Copy:StreamingFallback", "perhaps")]
    [InlineData("AmlDr:KeyRing:Directory", "")]
    public void Options_OneInvalidSetting_IsReportedOnceWithNameValueAndRemedy(string key, string value)
    {
        string fault = Assert.Single(Faults((key, value)));

        Assert.StartsWith(key.Replace(":", "__", StringComparison.Ordinal) + " is '" + value + "'", fault, StringComparison.Ordinal);
        Assert.True(fault.Length > key.Length + value.Length + 10, fault);
    }

    [Fact]
    public void Options_UnknownSetting_IsReportedWithTheKnownOnes()
    {
        string fault = Assert.Single(Faults(("AmlDr:Arm:ApiVersoin", "2025-12-01")));

        Assert.StartsWith("AmlDr__Arm__ApiVersoin is not a setting.", fault, StringComparison.Ordinal);
        Assert.Contains("ApiVersion", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ManyInvalidSettings_AreAllReportedAtOnce()
    {
        IReadOnlyList<string> faults = Faults(
            ("AmlDr:Pairs:0:Name", ""), ("AmlDr:Arm:CallTimeout", "soon"), ("AmlDr:Copy:ParallelCalls", "0"), ("AmlDr:Nonsense", "1"));

        Assert.Equal(4, faults.Count);
    }

    [Fact]
    public void Options_Nothing_NamesWhatIsNeeded()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Build(new Dictionary<string, string?>()));

        Assert.Contains(exception.Failures, fault => fault.StartsWith("AmlDr__Pairs__0__Name", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, fault => fault.StartsWith("AmlDr__ControlStore__ContainerUri", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_TwoPairsOfOneName_IsReported()
    {
        string fault = Assert.Single(Faults(
            ("AmlDr:Pairs:1:Name", "churn-prod"), ("AmlDr:Pairs:1:Primary:WorkspaceId", Secondary), ("AmlDr:Pairs:1:Secondary:WorkspaceId", Primary)));

        Assert.StartsWith("AmlDr__Pairs__1__Name", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_SignatureInTheContainerAddress_IsRefusedAndNotRepeated()
    {
        string fault = Assert.Single(Faults(("AmlDr:ControlStore:ContainerUri", "https://st.blob.core.windows.net/c?sig=c2VjcmV0")));

        Assert.DoesNotContain("c2VjcmV0", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_PolicyFileThatIsMissing_IsReportedWithTheFolderThatItWasLookedForIn()
    {
        string fault = Assert.Single(Faults(("AmlDr:Pairs:0:PolicyFile", "policies/none.json")));

        Assert.StartsWith("AmlDr__Pairs__0__PolicyFile is 'policies/none.json'", fault, StringComparison.Ordinal);
        Assert.Contains(AppContext.BaseDirectory, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_PolicyFileWithFaults_AreAllReportedWithTheOtherSettings()
    {
        using var folder = new PolicyFolder();
        string file = folder.Write("""{"defaultTier": "x", "warmCapacity": 0}""");

        IReadOnlyList<string> faults = Faults(("AmlDr:Pairs:0:PolicyFile", file), ("AmlDr:Copy:ParallelCalls", "0"));

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("there, $.defaultTier is \"x\"", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("there, $.warmCapacity is 0", StringComparison.Ordinal));
    }

    [Fact]
    public void Registry_PairWithPolicyFile_HasThatPolicyAndOthersTheDefaults()
    {
        using var folder = new PolicyFolder();
        var settings = new Dictionary<string, string?>(Valid)
        {
            ["AmlDr:Pairs:0:PolicyFile"] = folder.Write("""{"warmCapacity": 3}"""),
            ["AmlDr:Pairs:1:Name"] = "back", ["AmlDr:Pairs:1:Primary:WorkspaceId"] = Secondary, ["AmlDr:Pairs:1:Secondary:WorkspaceId"] = Primary,
        };
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using ServiceProvider services = new ServiceCollection().AddAmlDrAzure(configuration).BuildServiceProvider();

        PairRegistry pairs = services.GetRequiredService<PairRegistry>();

        Assert.Equal(3, pairs["churn-prod"].Policy.WarmCapacity);
        Assert.Same(PairPolicy.Default, pairs["back"].Policy);
    }

    private static IReadOnlyList<string> Faults(params (string Key, string Value)[] settings) =>
        [.. Assert.Throws<OptionsValidationException>(() => Bind(settings)).Failures];

    private static AmlDrOptions Bind(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Valid);
        foreach ((string key, string value) in settings)
        {
            all[key] = value;
        }

        return Build(all);
    }

    private static AmlDrOptions Build(Dictionary<string, string?> settings)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using ServiceProvider services = new ServiceCollection().AddAmlDrAzure(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<AmlDrOptions>>().Value;
    }

    private sealed class PolicyFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amldr-policy-");

        public string Write(string json)
        {
            string file = Path.Combine(_folder.FullName, "policy.json");
            File.WriteAllText(file, json);
            return file;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
