namespace AmlDr.Sandbox.Blobs.Contents;

/// <summary>Content held in memory.</summary>
internal sealed class ByteContent(ReadOnlyMemory<byte> bytes) : BlobContent
{
    public override long Length => bytes.Length;

    public ReadOnlyMemory<byte> Bytes => bytes;

    public override void Read(long offset, Span<byte> destination) => bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);

    internal override BlobContent SliceCore(long offset, long length) => new ByteContent(bytes.Slice((int)offset, (int)length));
}
