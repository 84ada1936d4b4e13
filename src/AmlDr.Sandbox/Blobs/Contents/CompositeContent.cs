namespace AmlDr.Sandbox.Blobs.Contents;

/// <summary>Contents one after another. Never holds another composite, and never two neighbours that are one.</summary>
internal sealed class CompositeContent : BlobContent
{
    private readonly BlobContent[] _parts;
    private readonly long[] _ends;

    private CompositeContent(BlobContent[] parts)
    {
        _parts = parts;
        _ends = new long[parts.Length];
        long end = 0;
        for (int i = 0; i < parts.Length; i++)
            _ends[i] = end += parts[i].Length;
    }

    public override long Length => _ends[^1];

    public static BlobContent Join(IEnumerable<BlobContent> contents)
    {
        List<BlobContent> parts = [];
        foreach (BlobContent part in contents.SelectMany(content => content is CompositeContent composite ? composite._parts : [content]))
        {
            if (part.Length == 0)
                continue;
            if (parts.Count > 0 && parts[^1].TryExtend(part) is { } joined)
                parts[^1] = joined;
            else
                parts.Add(part);
        }

        return parts.Count switch { 0 => Empty, 1 => parts[0], _ => new CompositeContent([.. parts]) };
    }

    public override void Read(long offset, Span<byte> destination)
    {
        for (int i = IndexOf(offset); !destination.IsEmpty; i++)
        {
            long within = offset - (_ends[i] - _parts[i].Length);
            int count = (int)Math.Min(destination.Length, _parts[i].Length - within);
            _parts[i].Read(within, destination[..count]);
            destination = destination[count..];
            offset += count;
        }
    }

    internal override BlobContent SliceCore(long offset, long length)
    {
        List<BlobContent> parts = [];
        for (int i = IndexOf(offset); length > 0; i++)
        {
            long within = offset - (_ends[i] - _parts[i].Length);
            long count = Math.Min(length, _parts[i].Length - within);
            parts.Add(_parts[i].Slice(within, count));
            offset += count;
            length -= count;
        }

        return Join(parts);
    }

    private int IndexOf(long offset)
    {
        int index = Array.BinarySearch(_ends, offset);
        // An end that equals the offset belongs to the part before.
        return index >= 0 ? index + 1 : ~index;
    }
}
