using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.World;

namespace AmlDr.Benchmarks.Sweep;

/// <summary>Versions that a primary workspace is given past HTTP: half are models with one file, half environments without.</summary>
internal static class Versions
{
    /// <summary>Bytes of a model's file. The simulator makes them up and keeps none.</summary>
    public const int FileBytes = 1024 * 1024;

    private const int VersionsPerName = 10;

    /// <summary>Gives the primary its versions.</summary>
    public static void Put(SandboxSession session, int count) => Put(session, count, session.Azure.World.Primary, session.Azure.World.PrimaryAccount);

    /// <summary>Gives the secondary the same, as a mirror would.</summary>
    public static void PutMirrored(SandboxSession session, int count) => Put(session, count, session.Azure.World.Secondary, session.Azure.World.SecondaryAccount);

    private static void Put(SandboxSession session, int count, SimulatedWorkspace owner, SimulatedAccount account)
    {
        string workspace = owner.ResourceId;
        for (int at = 0; at < count; at++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"asset-{at / 2 / VersionsPerName:D5}");
            string version = string.Create(CultureInfo.InvariantCulture, $"{(at / 2 % VersionsPerName) + 1}");
            if (at % 2 == 0)
            {
                string path = ModelPath(name, version);
                session.Azure.Blobs.Put(
                    account.Name, owner.BlobContainer, path + "/weights.bin",
                    BlobContent.Generated(at, FileBytes));
                session.Azure.Resources.Put($"{workspace}/models/{name}/versions/{version}", new JsonObject
                {
                    ["properties"] = new JsonObject { ["modelType"] = "custom_model", ["modelUri"] = UriOf(session, owner, path) },
                });
            }
            else
            {
                session.Azure.Resources.Put($"{workspace}/environments/{name}/versions/{version}", new JsonObject
                {
                    ["properties"] = new JsonObject { ["image"] = $"mcr.microsoft.com/azureml/minimal:{at}", ["osType"] = "Linux" },
                });
            }
        }
    }

    private static string UriOf(SandboxSession session, SimulatedWorkspace owner, string path) =>
        session.Primary.DatastoreUri("workspaceblobstore", path)
            .Replace($"/workspaces/{session.Azure.World.Primary.Name}/", $"/workspaces/{owner.Name}/", StringComparison.OrdinalIgnoreCase);

    public static string ModelPath(string name, string version) => $"LocalUpload/{name}/{version}";
}
