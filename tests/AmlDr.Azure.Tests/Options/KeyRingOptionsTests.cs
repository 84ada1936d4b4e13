using System.Runtime.Versioning;
using AmlDr.Azure.Options;
using AmlDr.Azure.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Tests.Options;

public sealed class KeyRingOptionsTests : IDisposable
{
    private const string Container = "AmlDr:KeyRing:ContainerUri";
    private const string VaultKey = "AmlDr:KeyRing:KeyVaultKeyId";
    private const string Folder = "AmlDr:KeyRing:Directory";
    private const string GoodContainer = "https://stkeys.blob.core.windows.net/amldr-keys";
    private const string GoodKey = "https://kv.vault.azure.net/keys/amldr";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amldr-keyring-");

    [Theory]
    [InlineData(GoodKey)]
    [InlineData(GoodKey + "/0123456789abcdef0123456789abcdef")]
    public void Ring_ContainerAndKey_IsValid(string key) => Assert.Empty(Faults((Container, GoodContainer), (VaultKey, key)));

    [Theory]
    [InlineData("AmlDr__KeyRing__ContainerUri", "https://stkeys.blob.core.windows.net/", GoodKey)]
    [InlineData("AmlDr__KeyRing__ContainerUri", "stkeys", GoodKey)]
    [InlineData("AmlDr__KeyRing__ContainerUri", "https://st.blob.core.windows.net/amldr/", GoodKey)]
    [InlineData("AmlDr__KeyRing__ContainerUri", "", GoodKey)]
    [InlineData("AmlDr__KeyRing__KeyVaultKeyId", GoodContainer, "")]
    [InlineData("AmlDr__KeyRing__KeyVaultKeyId", GoodContainer, "https://kv.vault.azure.net/secrets/amldr")]
    [InlineData("AmlDr__KeyRing__KeyVaultKeyId", GoodContainer, "https://kv.vault.azure.net/keys/")]
    [InlineData("AmlDr__KeyRing__KeyVaultKeyId", GoodContainer, "http://kv.vault.azure.net/keys/amldr")]
    public void Ring_BadContainerOrKey_IsReportedOnceByName(string setting, string container, string key) =>
        Assert.StartsWith($"{setting} is '", Assert.Single(Faults((Container, container), (VaultKey, key))), StringComparison.Ordinal);

    [Fact]
    public void Ring_SignatureInTheContainer_IsRefusedAndNotRepeated() =>
        Assert.DoesNotContain(
            "c2VjcmV0", Assert.Single(Faults((Container, GoodContainer + "?sig=c2VjcmV0"), (VaultKey, GoodKey))), StringComparison.Ordinal);

    [Fact]
    public void Ring_FolderThatIsAFile_IsReported()
    {
        string file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");

        Assert.StartsWith($"AmlDr__KeyRing__Directory is '{file}': it is a file", Assert.Single(Faults((Folder, file))), StringComparison.Ordinal);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void Ring_FolderThatOthersMayEnter_IsReportedWithTheRemedy()
    {
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        Assert.Contains("chmod 700", Assert.Single(Faults((Folder, _folder.FullName))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".amldr/keyring", 1)]
    [InlineData("/mnt/keys-of-the-app", 0)]
    public void Ring_FolderInAzureFunctions_MustBeAbsolute(string folder, int faults) =>
        Assert.Equal(faults, Faults((Folder, folder), ("WEBSITE_SITE_NAME", "func-amldr")).Count);

    public void Dispose() => _folder.Delete(recursive: true);

    private static IReadOnlyList<string> Faults(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["AmlDr:Pairs:0:Name"] = "p",
            ["AmlDr:Pairs:0:Primary:WorkspaceId"] = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/one",
            ["AmlDr:Pairs:0:Secondary:WorkspaceId"] = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/two",
            ["AmlDr:ControlStore:ContainerUri"] = "https://st.blob.core.windows.net/amldr",
        };
        foreach ((string key, string value) in settings)
        {
            all[key] = value;
        }

        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        using ServiceProvider services = new ServiceCollection().AddAmlDrAzure(configuration).BuildServiceProvider();
        ValidateOptionsResult result = Assert.Single(services.GetServices<IValidateOptions<AmlDrOptions>>())
            .Validate(null, configuration.GetSection("AmlDr").Get<AmlDrOptions>()!);
        return [.. result.Failures ?? []];
    }
}
