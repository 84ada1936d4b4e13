using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AmlDr.EmbeddedHost.Durable.Replay;

/// <summary>Name-based identifiers of version 5 (RFC 9562, section 5.5).</summary>
internal static class DeterministicGuid
{
    private static readonly Guid Namespace = new("6f0f6c3e-57a4-4c0e-8b55-2b2f1d3c9e71");

    public static Guid Create(string name)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(name.Length) <= 1024 ? 1024 : 0];
        if (input.IsEmpty)
        {
            input = new byte[16 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        }

        Namespace.TryWriteBytes(input, bigEndian: true, out int written);
        written += Encoding.UTF8.GetBytes(name, input[written..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Version 5 is defined on SHA-1; nothing here is a secret.
        SHA1.HashData(input[..written], hash);
#pragma warning restore CA5350
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
