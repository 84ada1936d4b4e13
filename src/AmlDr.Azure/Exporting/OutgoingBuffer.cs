namespace AmlDr.Azure.Exporting;

/// <summary>
/// Takes what is written until it is sent on. An archive writes synchronously when an entry ends, which a web server refuses; so the entry ends here, and
/// its bytes go out asynchronously.
/// </summary>
internal sealed class OutgoingBuffer(Stream destination) : Stream
{
    private readonly MemoryStream _waiting = new();

    public override bool CanRead => false;

    // What has been sent cannot be written again: an archive then puts sizes behind its entries.
    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Sends what was written since the last time.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await destination.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), cancellationToken);
        _waiting.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _waiting.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _waiting.Dispose();
        }

        base.Dispose(disposing);
    }
}
