using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Secrets;

/// <summary>Opens what <see cref="KeyVaultXmlEncryptor"/> encrypted. Data Protection creates it by its type, with the services.</summary>
internal sealed class KeyVaultXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly KeyVaultKey _vaultKey = services.GetRequiredService<KeyVaultKey>();

    public XElement Decrypt(XElement encryptedElement)
    {
        byte[] key = _vaultKey.Unwrap(Bytes("key"), (string)encryptedElement.Attribute("keyId")!);
        byte[] cipher = Bytes("value");
        byte[] tag = Bytes("tag");
        byte[] plain = new byte[cipher.Length];
        using (var aes = new AesGcm(key, tag.Length))
        {
            aes.Decrypt(Bytes("nonce"), cipher, tag, plain);
        }

        CryptographicOperations.ZeroMemory(key);
        return XElement.Parse(Encoding.UTF8.GetString(plain));

        byte[] Bytes(string name) => Convert.FromBase64String(encryptedElement.Element(name)!.Value);
    }
}
