namespace AmlDr.Sandbox.Blobs.Contents;

/// <summary>Zeros: what a file holds before its ranges are written.</summary>
internal sealed class ZeroContent(long length) : BlobContent
{
    public override long Length => length;

    public override void Read(long offset, Span<byte> destination) => destination.Clear();

    internal override BlobContent SliceCore(long offset, long length) => new ZeroContent(length);
}
