using System.Net;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Jobs: an id is used once, the status moves by command, cancelling takes its time.</summary>
public sealed class JobTests(SimFixture sim) : IClassFixture<SimFixture>
{
    [Fact]
    public async Task Put_ExistingIdWithOtherCommand_RefusedAndDescriptionChanges()
    {
        string path = Path("train");
        (await sim.Arm.PutAsync(path, Command("python a.py", "one"))).Expect(HttpStatusCode.Created);

        (await sim.Arm.PutAsync(path, Command("python b.py", "one"))).Expect(HttpStatusCode.Conflict, "ConflictError");
        (await sim.Arm.PutAsync(path, Command("python a.py", "two"))).Expect(HttpStatusCode.OK);

        Assert.Equal("two", (await sim.Arm.GetAsync(path)).Json["properties"]!["description"]!.ToString());
    }

    [Fact]
    public async Task SetJobStatus_Published_ShownAndOthersRefused()
    {
        string path = Path("moved");
        await sim.Arm.PutAsync(path, Command("c", "d"));

        sim.Azure.Resources.SetJobStatus(path, "Running");

        Assert.Equal("Running", (await sim.Arm.GetAsync(path)).Json["properties"]!["status"]!.ToString());
        Assert.Throws<ArgumentException>(() => sim.Azure.Resources.SetJobStatus(path, "Sleeping"));
        Assert.Throws<ArgumentException>(() => sim.Azure.Resources.SetJobStatus(Path("none"), "Running"));
    }

    [Fact]
    public async Task Cancel_RunningThenEnded_CanceledOnce()
    {
        string path = Path("cancelled");
        await sim.Arm.PutAsync(path, Command("c", "d"));
        sim.Azure.Resources.SetJobStatus(path, "Running");

        Answer accepted = (await sim.Arm.PostAsync(path + "/cancel")).Expect(HttpStatusCode.Accepted);
        await sim.Arm.WaitAsync(accepted);

        Assert.Equal("Canceled", (await sim.Arm.GetAsync(path)).Json["properties"]!["status"]!.ToString());
        (await sim.Arm.PostAsync(path + "/cancel")).Expect(HttpStatusCode.OK);
    }

    private static string Command(string command, string description) =>
        $$"""{"properties":{"jobType":"Command","command":"{{command}}","environmentId":"e","description":"{{description}}"} }""";

    private string Path(string name) => $"{sim.Arm.Primary}/jobs/{name}";
}
