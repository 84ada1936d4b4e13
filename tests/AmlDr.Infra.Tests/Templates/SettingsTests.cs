using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Azure.Options;
using AmlDr.Infra.Tests.Support;

namespace AmlDr.Infra.Tests.Templates;

/// <summary>The settings that the templates give are settings of the app, and the signals are watched.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void AppSettings_OfTheTemplate_AreSettingsOfTheApp()
    {
        string[] names = [.. Regex.Matches(Repository.Read("infra", "main.bicep"), @"\bAmlDr__(?<name>[A-Za-z0-9_${}]+)'?:").Select(match => match.Groups["name"].Value)];

        Assert.Contains("ControlStore__ContainerUri", names);
        Assert.Contains("KeyRing__ContainerUri", names);
        Assert.Contains("Security__Audience", names);
        Assert.All(names, name =>
            Assert.True(Exists(typeof(AmlDrOptions), name.Split("__")), $"AmlDr__{name} is no setting of the app."));
    }

    [Theory]
    [InlineData("amldr.service")]
    [InlineData("Containerfile")]
    public void OneMachine_WhatTheAppKeeps_StandsWhereItMayWrite(string file)
    {
        string text = Repository.Read("deploy", file);

        foreach (string setting in (string[])["EmbeddedHost__StateDirectory", "AmlDr__KeyRing__Directory"])
        {
            Assert.Matches($@"(?m)\b{setting}=/var/lib/amldr/\w+( \\)?$", text);
        }
    }

    [Theory]
    [InlineData("deploy/amldr.env.sample")]
    [InlineData("deploy/amldr.service")]
    [InlineData("deploy/Containerfile")]
    public void Settings_OfOneMachine_AreSettingsOfTheApp(string file) =>
        Assert.All(Regex.Matches(Repository.Read(file.Split('/')), @"\bAmlDr__(?<name>\w+)="), match =>
            Assert.True(Exists(typeof(AmlDrOptions), match.Groups["name"].Value.Split("__")), $"{file} sets {match.Value}, which is no setting of the app."));

    [Fact]
    public void Signals_EveryOne_HasANameAThresholdAndARemedy()
    {
        JsonArray signals = JsonNode.Parse(Repository.Read("infra", "signals.json"))!.AsArray();

        Assert.Equal(signals.Count, signals.Select(signal => (string)signal!["metric"]!).Distinct().Count());
        Assert.All(signals, signal =>
        {
            Assert.StartsWith("amldr.", (string)signal!["metric"]!, StringComparison.Ordinal);
            Assert.Contains((string)signal["operator"]!, new[] { "GreaterThan", "LessThan" });
            Assert.InRange((int)signal["severity"]!, 0, 4);
            Assert.NotEmpty((string)signal["remedy"]!);
        });
    }

    [Fact]
    public void SamplePairs_OfTheTemplate_AreDistinctWorkspacesInDistinctRegions()
    {
        JsonArray pairs = JsonNode.Parse(Repository.Read("infra", "pairs.sample.json"))!.AsArray();

        Assert.All(pairs, pair =>
        {
            Assert.NotEqual((string)pair!["primary"]!["location"]!, (string)pair["secondary"]!["location"]!);
            Assert.True(AmlDr.Core.Pairs.WorkspaceId.TryParse((string)pair["primary"]!["workspaceId"]!, out _));
            Assert.True(AmlDr.Core.Pairs.WorkspaceId.TryParse((string)pair["secondary"]!["workspaceId"]!, out _));
        });
    }

    private static bool Exists(Type type, IEnumerable<string> path)
    {
        foreach (string segment in path)
        {
            if (type.IsGenericType)
            {
                // A list: the segment is the index.
                type = type.GetGenericArguments()[0];
            }
            else if (type.GetProperty(segment, BindingFlags.Public | BindingFlags.Instance) is { } property)
            {
                type = property.PropertyType;
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
