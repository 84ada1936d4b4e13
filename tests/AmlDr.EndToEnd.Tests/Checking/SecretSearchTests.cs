using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.EndToEnd.Tests.Checking;

/// <summary>A planted secret is found whatever was done to it, and nothing is found where there is none.</summary>
public class SecretSearchTests
{
    private static readonly string Secret = SeedSecrets.Text("owner");

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, Func<string, byte[]>> Encodings = new(StringComparer.Ordinal)
    {
        ["plain"] = Encoding.UTF8.GetBytes,
        ["UTF-16"] = Encoding.Unicode.GetBytes,
        ["base64"] = text => Ascii(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        ["base64 of UTF-16"] = text => Ascii(Convert.ToBase64String(Encoding.Unicode.GetBytes(text))),
        ["base64url"] = text => Ascii(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Replace('+', '-').Replace('/', '_').TrimEnd('=')),
        ["base64 twice"] = text => Ascii(Convert.ToBase64String(Ascii(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))))),
        ["percent"] = text => Ascii(Uri.EscapeDataString(text)),
        ["form"] = text => Ascii(WebUtility.UrlEncode(text)),
        ["XML"] = text => Ascii(WebUtility.HtmlEncode(text)),
        ["JSON"] = text => Ascii(JsonSerializer.Serialize(text)),
        ["JSON in JSON"] = text => Ascii(JsonSerializer.Serialize(JsonSerializer.Serialize(text))),
        ["relaxed JSON"] = text => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text, Relaxed)),
        ["hexadecimal"] = text => Ascii(Convert.ToHexString(Encoding.UTF8.GetBytes(text))),
        ["gzip"] = Pack,
        ["base64 in gzip in gzip"] = text => Pack(Pack(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))),
    };

    private readonly SecretSearch _search = new(SeedSecrets.Marker);

    public static TheoryData<string> Names() => [.. Encodings.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_EncodedSecretAnywhere_FindsIt(string encoding)
    {
        // Base64 depends on what stands before: three positions.
        foreach (string before in (string[])["", "x", "xy"])
        {
            byte[] haystack = [.. "leading bytes "u8, .. Encodings[encoding](before + Secret), .. " trailing bytes"u8];

            Assert.NotEmpty(_search.Find(haystack));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_OtherText_FindsNothing(string encoding) => Assert.Empty(_search.Find(Encodings[encoding]("Nothing that was planted, and as long as that.")));

    [Theory]
    [InlineData("short")]
    [InlineData("with special/characters")]
    public void Create_TextThatCouldBeMissed_IsRefused(string text) => Assert.Throws<ArgumentException>(() => new SecretSearch(text));

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Pack(string text) => Pack(Encoding.UTF8.GetBytes(text));

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
