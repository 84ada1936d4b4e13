using AmlDr.Azure.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Tests.Options;

public class SecurityOptionsTests
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";

    [Theory]
    [InlineData("FunctionKey", "", "", "")]
    [InlineData("EntraId", Tenant, "api", "")]
    [InlineData("entraid", Tenant, "api", "https://login.microsoftonline.us/" + Tenant + "/v2.0")]
    [InlineData("EntraId", Tenant, "api", "http://127.0.0.1:5000/v2.0")]
    public void Security_Sound_IsValid(string mode, string tenant, string audience, string authority) => Assert.Empty(Faults(mode, tenant, audience, authority));

    [Theory]
    [InlineData("AmlDr__Security__TenantId", "EntraId", "", "api", "")]
    [InlineData("AmlDr__Security__TenantId", "EntraId", "common", "api", "")]
    [InlineData("AmlDr__Security__TenantId", "EntraId", "contoso.onmicrosoft.com", "api", "")]
    [InlineData("AmlDr__Security__TenantId", "EntraId", "00000000-0000-0000-0000-000000000000", "api", "")]
    [InlineData("AmlDr__Security__Audience", "EntraId", Tenant, " ", "")]
    [InlineData("AmlDr__Security__Authority", "EntraId", Tenant, "api", "http://login.example.org")]
    [InlineData("AmlDr__Security__Authority", "EntraId", Tenant, "api", "https://login.example.org/?x=1")]
    [InlineData("AmlDr__Security__Authority", "EntraId", Tenant, "api", "login")]
    [InlineData("AmlDr__Security__Mode", "EasyAuth", "", "", "")]
    [InlineData("AmlDr__Security__Mode", "FunctionKey", Tenant, "", "")]
    [InlineData("AmlDr__Security__Mode", "FunctionKey", "", "api", "")]
    public void Security_Fault_IsReportedOnceByName(string setting, string mode, string tenant, string audience, string authority) =>
        Assert.StartsWith($"{setting} is '", Assert.Single(Faults(mode, tenant, audience, authority)), StringComparison.Ordinal);

    [Fact]
    public void Security_TenantAndAudienceMissing_AreReportedTogether() => Assert.Equal(2, Faults("EntraId", "", "", "").Count);

    [Theory]
    [InlineData("StartsPerMinute", "0")]
    [InlineData("StartsPerMinute", "601")]
    [InlineData("LargestBodyBytes", "1023")]
    [InlineData("LargestBodyBytes", "4194305")]
    public void Security_LimitOutOfRange_IsReported(string setting, string value) =>
        Assert.StartsWith(
            $"AmlDr__Security__{setting} is '{value}': use ", Assert.Single(Faults("FunctionKey", "", "", "", ($"AmlDr:Security:{setting}", value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "https://login.microsoftonline.com/" + Tenant + "/v2.0")]
    [InlineData("https://login.example.org/t/", "https://login.example.org/t")]
    public void IssuerAddress_GivenOrNot_HasNoSlashAtTheEnd(string authority, string expected) =>
        Assert.Equal(expected, new SecurityOptions { TenantId = Tenant, Authority = authority }.IssuerAddress());

    private static List<string> Faults(string mode, string tenant, string audience, string authority, params (string Key, string Value)[] more)
    {
        const string prefix = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/";
        var settings = new Dictionary<string, string?>
        {
            ["AmlDr:Pairs:0:Name"] = "p",
            ["AmlDr:Pairs:0:Primary:WorkspaceId"] = prefix + "a",
            ["AmlDr:Pairs:0:Secondary:WorkspaceId"] = prefix + "b",
            ["AmlDr:ControlStore:ContainerUri"] = "https://st.blob.core.windows.net/amldr",
            ["AmlDr:Security:Mode"] = mode,
            ["AmlDr:Security:TenantId"] = tenant,
            ["AmlDr:Security:Audience"] = audience,
            ["AmlDr:Security:Authority"] = authority,
        };
        foreach ((string key, string value) in more)
        {
            settings[key] = value;
        }

        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using ServiceProvider services = new ServiceCollection().AddAmlDrAzure(configuration).BuildServiceProvider();
        try
        {
            _ = services.GetRequiredService<IOptions<AmlDrOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }
}
