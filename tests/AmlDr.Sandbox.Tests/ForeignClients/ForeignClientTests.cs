using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.ForeignClients;

/// <summary>npm's clients against the simulator, and npm's Azurite next to it.</summary>
public sealed class ForeignClientTests
{
    [NodeFact]
    public async Task ArmMachineLearning_FromNpm_CreatesListsReadsAndDeletes()
    {
        await using SimulatedAzure azure = await Sim.StartAsync();

        string output = await NodeScript.RunAsync("arm.mjs", azure.BaseUrl);

        Assert.Equal(9, Passed(output));
        CallSummary calls = azure.Calls.Summarise();
        Assert.True(calls.Effects("models/versions:put") >= 4);
        Assert.Equal(1, calls.Effects("environments/versions:put"));
        Assert.Contains(azure.Calls.Read(), call => call.Path.Contains("api-version=2022-10-01", StringComparison.Ordinal));
    }

    [NodeFact]
    public async Task StorageBlob_FromNpm_WritesCopiesLeasesAndSigns()
    {
        await using SimulatedAzure azure = await Sim.StartAsync();

        string output = await NodeScript.RunAsync("blobs.mjs", azure.BaseUrl);

        Assert.Equal(16, Passed(output));
        CallSummary calls = azure.Calls.Summarise();
        Assert.All(
            (string[])["blobs:copy", "blobs:copyFromUrl", "blobs:putFromUrl", "blobs:putBlockFromUrl", "blobs:lease", "service:getUserDelegationKey"],
            operation => Assert.True(calls.Calls(operation) > 0, operation));
    }

    [NodeFact]
    public async Task Azurite_SameRequests_SameAnswersButForKnownDifferences()
    {
        await using SimulatedAzure azure = await Sim.StartAsync();

        string output = await NodeScript.RunAsync("parity.mjs", azure.BaseUrl);

        // The script fails by itself on a difference that it does not know.
        Assert.Matches(@"same (7[0-9]|8[0-9]) of 90", output);
    }

    private static int Passed(string output) => output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal));
}
