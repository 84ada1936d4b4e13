using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using AmlDr.Azure.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Tests.Options;

/// <summary>The sample is what people copy: it must start, show every setting, and show the defaults.</summary>
public class SampleSettingsTests
{
    private static readonly Dictionary<string, string?> Sample = Read();

    [Fact]
    public void Sample_Bound_IsValid()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(Sample).Build();
        using ServiceProvider services = new ServiceCollection().AddAmlDrAzure(configuration).BuildServiceProvider();

        Assert.Single(services.GetRequiredService<IOptions<AmlDrOptions>>().Value.Pairs);
    }

    [Fact]
    public void Sample_Settings_AreExactlyThoseOfTheOptions() =>
        Assert.Equal(
            Leaves(typeof(AmlDrOptions), AmlDrOptions.Section).Order(),
            Sample.Keys.Where(key => key.StartsWith(AmlDrOptions.Section + ":", StringComparison.Ordinal)).Order());

    [Theory]
    [InlineData("AmlDr:Arm")]
    [InlineData("AmlDr:Copy")]
    [InlineData("AmlDr:KeyRing")]
    [InlineData("AmlDr:Security")]
    public void Sample_OptionalSettings_ShowTheDefaults(string section)
    {
        var defaults = new AmlDrOptions();
        object options = section switch { "AmlDr:Arm" => defaults.Arm, "AmlDr:Copy" => defaults.Copy, "AmlDr:Security" => defaults.Security, _ => defaults.KeyRing };
        foreach (PropertyInfo property in options.GetType().GetProperties())
        {
            Assert.Equal(
                Convert.ToString(property.GetValue(options), System.Globalization.CultureInfo.InvariantCulture),
                Sample[$"{section}:{property.Name}"], ignoreCase: true);
        }
    }

    private static IEnumerable<string> Leaves(Type type, string path) => type.GetProperties().SelectMany(property =>
        property.PropertyType.IsGenericType && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
            ? Leaves(property.PropertyType.GetGenericArguments()[0], $"{path}:{property.Name}:0")
            : property.PropertyType.IsClass && property.PropertyType != typeof(string)
                ? Leaves(property.PropertyType, $"{path}:{property.Name}")
                : [$"{path}:{property.Name}"]);

    private static Dictionary<string, string?> Read()
    {
        JsonNode root = JsonNode.Parse(Repository.Read("local.settings.sample.json"))!;
        return root["Values"]!.AsObject().ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value);
    }
}
