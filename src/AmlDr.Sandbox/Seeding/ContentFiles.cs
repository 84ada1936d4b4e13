using System.Text;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Sandbox.Seeding;

/// <summary>Shorthands for files.</summary>
internal static class ContentFiles
{
    public static SeedFile Text(string path, string text) => new(path, BlobContent.FromBytes(Encoding.UTF8.GetBytes(text)));

    public static SeedFile Bytes(string path, byte[] bytes) => new(path, BlobContent.FromBytes(bytes));

    public static SeedFile Generated(string path, long seed, long length) => new(path, BlobContent.Generated(seed, length));

    public static SeedFile Empty(string path) => new(path, BlobContent.Empty);

    /// <summary>So many weights, of either sign.</summary>
    public static double[] Weights(SeededRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
}
