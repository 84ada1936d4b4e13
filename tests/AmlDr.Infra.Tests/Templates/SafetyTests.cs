using System.Text.RegularExpressions;
using AmlDr.Infra.Tests.Support;

namespace AmlDr.Infra.Tests.Templates;

/// <summary>No keys, no secrets, and everything that a failover needs in the secondary region.</summary>
public sealed class SafetyTests
{
    [Fact]
    public void StorageAccounts_EveryOne_TakesNoKeysAndNoAnonymousCaller()
    {
        BicepText.Declaration[] accounts = [.. Repository.Templates().Values
            .SelectMany(BicepText.Declarations)
            .Where(one => one.Type.StartsWith("Microsoft.Storage/storageAccounts@", StringComparison.Ordinal) && one.Value("kind") is not null)];

        Assert.NotEmpty(accounts);
        Assert.All(accounts, account =>
        {
            Assert.Equal("false", account.Value("allowSharedKeyAccess"));
            Assert.Equal("false", account.Value("allowBlobPublicAccess"));
            Assert.Equal("'TLS1_2'", account.Value("minimumTlsVersion"));
        });
    }

    [Fact]
    public void Templates_NoneOfThem_ReadsAKeyOrTakesASecret()
    {
        foreach ((string file, string text) in Repository.Templates())
        {
            Assert.False(Regex.IsMatch(text, @"\blist[A-Za-z]*\(|\bgetSecret\(|@secure\(", RegexOptions.IgnoreCase), file);
        }
    }

    [Fact]
    public void Outputs_OfMain_HoldNoCredential()
    {
        foreach (Match output in Regex.Matches(Repository.Read("infra", "main.bicep"), @"^output .*$", RegexOptions.Multiline))
        {
            Assert.DoesNotContain("ConnectionString", output.Value, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("key", output.Value.Split('=')[0], StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Modules_OfTheApp_StandInTheSecondaryRegion()
    {
        string main = Repository.Read("infra", "main.bicep");
        string[] elsewhere = ["newPrimary", "events"];

        BicepText.Declaration[] located = [.. BicepText.Declarations(main)
            .Where(one => one.Keyword == "module" && one.Value("location") is not null && !elsewhere.Contains(one.Symbol))];

        Assert.Contains(located, module => module.Symbol == "app");
        Assert.Contains(located, module => module.Symbol == "controlStore");
        Assert.Contains(located, module => module.Symbol == "hostStorage");
        Assert.All(located, module => Assert.Equal("location", module.Value("location")));
    }
}
