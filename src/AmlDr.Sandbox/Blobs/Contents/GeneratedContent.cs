namespace AmlDr.Sandbox.Blobs.Contents;

/// <summary>A window on a <see cref="PatternSource"/>.</summary>
internal sealed class GeneratedContent(PatternSource source, long start, long length) : BlobContent
{
    public override long Length => length;

    public override void Read(long offset, Span<byte> destination) => source.Fill(start + offset, destination);

    internal override BlobContent SliceCore(long offset, long length) => new GeneratedContent(source, start + offset, length);

    internal override BlobContent? TryExtend(BlobContent next) =>
        next is GeneratedContent other && other.Source == source && other.Start == start + length
            ? new GeneratedContent(source, start, length + other.Length)
            : null;

    private protected override byte[] ComputeMd5() => source.Digests.GetOrAdd((start, length), _ => base.ComputeMd5());

    private PatternSource Source => source;

    private long Start => start;
}
