using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Registries: several regions, assets that are written at length, publishing from a workspace.</summary>
public sealed class RegistryTests(SimFixture sim) : IClassFixture<SimFixture>
{
    [Fact]
    public async Task Publish_Model_StandsInTheRegistryWithItsFiles()
    {
        string registry = await MakeAsync("shared");
        string container = sim.Azure.World.Primary.BlobContainer;
        sim.Azure.Blobs.Put("stmldrprimary", container, "models/credit/model.bin", BlobContent.FromBytes(Encoding.UTF8.GetBytes("weights")));
        string model = sim.Arm.Primary + "/models/credit/versions/1";
        string workspace = sim.Arm.Primary.Replace("/providers/Microsoft.MachineLearningServices", string.Empty, StringComparison.Ordinal);
        (await sim.Arm.PutAsync(model, $$"""{"properties":{"modelUri":"azureml:/{{workspace}}/datastores/workspaceblobstore/paths/models/credit"} }""")).Expect(HttpStatusCode.Created);

        Answer accepted = await sim.Arm.PostAsync(model + "/publish", """{"registryName":"shared","destinationName":"credit","destinationVersion":"7"}""");
        await sim.Arm.WaitAsync(accepted.Expect(HttpStatusCode.Accepted));

        JsonObject published = (await sim.Arm.GetAsync(registry + "/models/credit/versions/7")).Expect(HttpStatusCode.OK).Json;
        Uri uri = new(published["properties"]!["modelUri"]!.ToString());
        string[] steps = uri.AbsolutePath.Split('/', 4);
        Assert.Equal("weights", Encoding.UTF8.GetString(sim.Azure.Blobs.Read(steps[1], steps[2], steps[3] + "/model.bin")!.ToArray()));
        (await sim.Arm.PostAsync(model + "/publish", """{"registryName":"shared","destinationName":"credit","destinationVersion":"7"}""")).Expect(HttpStatusCode.Conflict, "ConflictError");
    }

    [Fact]
    public async Task Put_DeletedVersionAgain_Refused()
    {
        string path = await MakeAsync("retiring") + "/environments/e/versions/1";
        (await sim.Arm.PutSettledAsync(path, """{"properties":{"image":"i"}}""")).Expect(HttpStatusCode.OK);
        await sim.Arm.DeleteSettledAsync(path);

        (await sim.Arm.PutAsync(path, """{"properties":{"image":"i"}}""")).Expect(HttpStatusCode.Conflict, "ConflictError");
    }

    private async Task<string> MakeAsync(string name)
    {
        string path = $"{World.WorldTopology.ResourceGroupId}/providers/Microsoft.MachineLearningServices/registries/{name}";
        (await sim.Arm.PutSettledAsync(path, """{"location":"westeurope","properties":{"regionDetails":[{"location":"westeurope","acrDetails":[],"storageAccountDetails":[{"systemCreatedStorageAccount":{"storageAccountType":"Standard_LRS"}}]},{"location":"northeurope","acrDetails":[],"storageAccountDetails":[{"systemCreatedStorageAccount":{"storageAccountType":"Standard_LRS"}}]}]}}"""))
            .Expect(HttpStatusCode.OK);
        return path;
    }
}
