namespace AmlDr.Sandbox.Tests.Support;

/// <summary>The digest that the blob service speaks; nothing relies on it for security.</summary>
internal static class Md5
{
#pragma warning disable CA5351
    public static byte[] Of(ReadOnlySpan<byte> bytes) => System.Security.Cryptography.MD5.HashData(bytes);
#pragma warning restore CA5351

    public static string Base64(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(Of(bytes));
}
