using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace AmlDr.Sandbox.Blobs.Contents;

/// <summary>
/// An endless stream of bytes that a seed defines: every eight bytes are the SplitMix64 hash of their position, so that no two places
/// are alike and a block put in the wrong place shows in the digest.
/// </summary>
internal sealed class PatternSource(long seed)
{
    private readonly ulong _seed = Mix((ulong)seed * 0x9E3779B97F4A7C15UL);

    public long Seed => seed;

    /// <summary>Digests already computed, by start and length, shared by every content cut from this source.</summary>
    public ConcurrentDictionary<(long Start, long Length), byte[]> Digests { get; } = [];

    public void Fill(long position, Span<byte> destination)
    {
        Span<byte> word = stackalloc byte[8];
        while (!destination.IsEmpty)
        {
            int within = (int)(position & 7);
            ulong value = Mix(_seed + (((ulong)position >> 3) * 0x9E3779B97F4A7C15UL));
            if (within == 0 && destination.Length >= 8)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(destination, value);
                destination = destination[8..];
                position += 8;
                continue;
            }

            BinaryPrimitives.WriteUInt64LittleEndian(word, value);
            int count = Math.Min(8 - within, destination.Length);
            word.Slice(within, count).CopyTo(destination);
            destination = destination[count..];
            position += count;
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
