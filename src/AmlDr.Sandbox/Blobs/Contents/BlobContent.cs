using System.Security.Cryptography;

namespace AmlDr.Sandbox.Blobs.Contents;

/// <summary>
/// Immutable bytes of a blob or of one of its blocks. Content is shared, never copied: a server-side copy of gigabytes is a reference.
/// </summary>
public abstract class BlobContent
{
    private byte[]? _md5;

    /// <summary>Length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Content without bytes.</summary>
    public static BlobContent Empty { get; } = new ByteContent(ReadOnlyMemory<byte>.Empty);

    /// <summary>Content held in memory.</summary>
    /// <param name="bytes">The bytes; they must not change afterwards.</param>
    public static BlobContent FromBytes(ReadOnlyMemory<byte> bytes) => new ByteContent(bytes);

    /// <summary>Content that a formula yields on demand, of any length, without memory or disk behind it.</summary>
    /// <param name="seed">Two contents with the same seed are equal over their common length.</param>
    /// <param name="length">Length in bytes.</param>
    public static BlobContent Generated(long seed, long length) => new GeneratedContent(new PatternSource(seed), 0, length);

    /// <summary>The contents one after another.</summary>
    /// <param name="parts">The parts in order.</param>
    public static BlobContent Concat(IEnumerable<BlobContent> parts) => CompositeContent.Join(parts);

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on.</summary>
    /// <param name="offset">First byte to read.</param>
    /// <param name="destination">Filled whole; offset and length must lie inside the content.</param>
    public abstract void Read(long offset, Span<byte> destination);

    /// <summary>A part of the content, shared with it.</summary>
    /// <param name="offset">First byte of the part.</param>
    /// <param name="length">Length of the part.</param>
    public BlobContent Slice(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return length == Length ? this : length == 0 ? Empty : SliceCore(offset, length);
    }

    /// <summary>The MD5 of the bytes. Computed once; equal parts of one generated content share the result.</summary>
    public byte[] Md5() => _md5 ??= ComputeMd5();

    /// <summary>The bytes as an array; for content that fits one.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        Read(0, bytes);
        return bytes;
    }

    internal async Task CopyToAsync(Stream destination, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[Math.Min(Length, 256 * 1024)];
        for (long offset = 0; offset < Length; offset += buffer.Length)
        {
            int count = (int)Math.Min(buffer.Length, Length - offset);
            Read(offset, buffer.AsSpan(0, count));
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    internal abstract BlobContent SliceCore(long offset, long length);

    /// <summary>This content followed by <paramref name="next"/> as one simple content, or null when they are no neighbours.</summary>
    internal virtual BlobContent? TryExtend(BlobContent next) => null;

    private protected virtual byte[] ComputeMd5()
    {
        // MD5 is what the blob service speaks; nothing here relies on it for security.
#pragma warning disable CA5351
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        byte[] buffer = new byte[Math.Min(Math.Max(Length, 1), 1024 * 1024)];
        for (long offset = 0; offset < Length; offset += buffer.Length)
        {
            Span<byte> chunk = buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - offset));
            Read(offset, chunk);
            hash.AppendData(chunk);
        }

        return hash.GetHashAndReset();
    }
}
