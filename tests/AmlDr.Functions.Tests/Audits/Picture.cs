using System.Buffers.Binary;
using System.IO.Compression;

namespace AmlDr.Functions.Tests.Audits;

/// <summary>The pixels of a picture: as much of PNG as browsers write (eight bits a channel, not interlaced).</summary>
internal sealed class Picture
{
    private readonly byte[] _pixels;
    private readonly int _channels;

    private Picture(int width, int height, int channels, byte[] pixels) => (Width, Height, _channels, _pixels) = (width, height, channels, pixels);

    public int Width { get; }

    public int Height { get; }

    /// <summary>The number of pixels of a colour.</summary>
    public int Count(int rgb) => Enumerable.Range(0, Width * Height).Count(at => At(at) == rgb);

    /// <summary>The number of colours.</summary>
    public int CountColours() => Enumerable.Range(0, Width * Height).Select(At).Distinct().Count();

    public static Picture FromPng(byte[] png)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        int height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        int channels = (png[24], png[25], png[28]) switch
        {
            (8, 2, 0) => 3,
            (8, 6, 0) => 4,
            _ => throw new NotSupportedException($"PNG of {png[24]} bits, colour type {png[25]}."),
        };
        using var data = new MemoryStream();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                data.Write(png, at + 8, length);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        int stride = width * channels;
        var pixels = new byte[stride * height];
        var row = new byte[stride + 1];
        for (int y = 0; y < height; y++)
        {
            inflated.ReadExactly(row);
            for (int x = 0; x < stride; x++)
            {
                int left = x < channels ? 0 : pixels[(y * stride) + x - channels];
                int up = y == 0 ? 0 : pixels[((y - 1) * stride) + x];
                int corner = x < channels || y == 0 ? 0 : pixels[((y - 1) * stride) + x - channels];
                pixels[(y * stride) + x] = (byte)(row[x + 1] + row[0] switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    _ => Paeth(left, up, corner),
                });
            }
        }

        return new Picture(width, height, channels, pixels);
    }

    private static int Paeth(int left, int up, int corner)
    {
        int guess = left + up - corner;
        (int toLeft, int toUp, int toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private int At(int pixel) => (_pixels[pixel * _channels] << 16) | (_pixels[(pixel * _channels) + 1] << 8) | _pixels[(pixel * _channels) + 2];
}
