using System.Buffers.Binary;
using AmlDr.Sandbox.Blobs.Contents;

namespace AmlDr.Sandbox.Blobs;

/// <summary>The CRC-64 of Azure Storage (reflected, polynomial 0x9A6C9329AC4BC9B5), as in <c>x-ms-content-crc64</c>.</summary>
internal static class Crc64
{
    private static readonly ulong[] Table = MakeTable();

    /// <summary>The checksum's eight bytes, little end first.</summary>
    public static byte[] Compute(BlobContent content)
    {
        ulong crc = ulong.MaxValue;
        byte[] buffer = new byte[Math.Min(Math.Max(content.Length, 1), 1024 * 1024)];
        for (long offset = 0; offset < content.Length; offset += buffer.Length)
        {
            Span<byte> chunk = buffer.AsSpan(0, (int)Math.Min(buffer.Length, content.Length - offset));
            content.Read(offset, chunk);
            foreach (byte value in chunk)
                crc = Table[(byte)crc ^ value] ^ (crc >> 8);
        }

        byte[] result = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(result, ~crc);
        return result;
    }

    private static ulong[] MakeTable()
    {
        ulong[] table = new ulong[256];
        for (uint i = 0; i < 256; i++)
        {
            ulong value = i;
            for (int bit = 0; bit < 8; bit++)
                value = (value & 1) == 1 ? (value >> 1) ^ 0x9A6C9329AC4BC9B5UL : value >> 1;
            table[i] = value;
        }

        return table;
    }
}
