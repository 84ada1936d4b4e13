using System.Text;
using AmlDr.Azure.Notebooks;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Notebooks;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Files;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Notebooks;

/// <summary>A test with the notebooks' shares of two simulated workspaces.</summary>
public abstract class NotebookTest : SimulatorTest
{
    private protected const string Share = "code-391ff5ac-6576-460f-ba4d-7e03433c68b6";
    private int _passes;

    private protected ServiceProvider? Services { get; set; }

    private protected T Get<T>()
        where T : notnull => Services is null ? Sim.Get<T>() : Services.GetRequiredService<T>();

    /// <summary>Compares and copies, as the orchestration does.</summary>
    private protected async Task<(NotebookComparison Found, NotebookCounts Counts)> MirrorAsync()
    {
        string pass = $"p{_passes++}";
        NotebookComparison found = (await Get<NotebookComparer>().CompareAsync(Sim.Pair.Name, pass, None))!;
        NotebookCounts counts = found.Failures;
        for (int unit = 0; unit < found.UnitCount; unit++)
        {
            counts = counts.Add(await Get<NotebookCopier>().CopyUnitAsync(Sim.Pair.Name, pass, unit, None));
        }

        return (found, counts);
    }

    private protected void Put(string path, string text) => Put(path, Bytes(text));

    private protected void Put(string path, BlobContent content) => Sim.Azure.Files.Put(Sim.World.Primary.Account, Share, path, content);

    private protected void PutTarget(string path, string text) => Sim.Azure.Files.Put(Sim.World.Secondary.Account, Share, path, Bytes(text));

    private protected string? Target(string path) =>
        Sim.Azure.Files.Read(Sim.World.Secondary.Account, Share, path) is { } content ? Encoding.UTF8.GetString(content.ToArray()) : null;

    /// <summary>The secondary's files, those that are being built left out.</summary>
    private protected IReadOnlyList<FileSnapshot> Targets() =>
        [.. Sim.Azure.Files.List(Sim.World.Secondary.Account, Share).Where(file => !file.Path.StartsWith(NotebookComparer.WorkDirectory, StringComparison.Ordinal))];

    private protected IReadOnlyList<FileSnapshot> Sources() => Sim.Azure.Files.List(Sim.World.Primary.Account, Share);

    private protected void AssertEqualShares() => Assert.Equal(
        Sources().Select(file => (file.Path, file.Length, file.Md5, file.ModifiedAt)), Targets().Select(file => (file.Path, file.Length, file.Md5, file.ModifiedAt)));

    private protected static BlobContent Bytes(string text) => BlobContent.FromBytes(Encoding.UTF8.GetBytes(text));
}
