using System.Security.Cryptography;
using System.Text;

namespace AmlDr.Sandbox.World;

/// <summary>Values that look random and are the same in every run with the same seed, so that two runs can be compared.</summary>
internal sealed class DeterministicValues(int seed)
{
    /// <summary>A GUID of version 4 form, made from the name.</summary>
    public Guid Guid(string name)
    {
        byte[] bytes = Bytes(name)[..16];
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    /// <summary>A key of 64 bytes, as storage accounts have.</summary>
    public byte[] Key(string name) => [.. Bytes(name + "/0"), .. Bytes(name + "/1")];

    private byte[] Bytes(string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{name}"));
}
