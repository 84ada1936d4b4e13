using System.Text.Json;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Events;
using AmlDr.Azure.Tests.Support;
using AmlDr.Sandbox.Blobs;

namespace AmlDr.Azure.Tests.Events;

public class RejectedEventStoreTests : SimulatorTest
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("831e1650-001e-001b-66ab-eeb76e069631")]
    [InlineData("../../pairs/churn-prod/ledger/model/churn/1.json")]
    [InlineData("")]
    [InlineData("größe 模型 \u0001 🚀 / \\ ? # %2e")]
    public async Task WriteAsync_AnyIdentifier_IsKeptInItsOwnFolder(string id)
    {
        await Sim.Get<RejectedEventStore>().WriteAsync(new RejectedEvent(id, "The topic is unknown.", Now), None);

        BlobSnapshot blob = Assert.Single(Sim.Azure.Blobs.List(Sim.World.ControlAccount.Name, "amldr"));
        Assert.Matches(@"\Arejected-events/[0-9a-f]{32}\.json\z", blob.Name);
        byte[] content = Sim.Azure.Blobs.Read(Sim.World.ControlAccount.Name, "amldr", blob.Name)!.ToArray();
        Assert.Equal(
            new RejectedEvent(id, "The topic is unknown.", Now), JsonSerializer.Deserialize<RejectedEvent>(content, ControlStoreClient.Json));
    }

    [Fact]
    public async Task WriteAsync_SameEventAgain_StandsOnce()
    {
        RejectedEventStore store = Sim.Get<RejectedEventStore>();
        await store.WriteAsync(new RejectedEvent("a", "First.", Now), None);
        await store.WriteAsync(new RejectedEvent("a", "Second.", Now), None);
        await store.WriteAsync(new RejectedEvent(new string('a', 100_000), "Third.", Now), None);

        Assert.Equal(2, Sim.Azure.Blobs.List(Sim.World.ControlAccount.Name, "amldr").Count);
    }
}
