using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Failures;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Secrets;

/// <summary>
/// A key in Key Vault that wraps other keys. Source: Key Vault REST, "Wrap Key" and "Unwrap Key", api-version 7.4, RSA-OAEP-256. Data Protection
/// asks synchronously, so the calls are synchronous too.
/// </summary>
internal sealed class KeyVaultKey(HttpPipeline pipeline, Uri keyId)
{
    private const string ApiVersion = "7.4";
    private const string Algorithm = "RSA-OAEP-256";

    /// <summary>The token scope of a vault: its host without the vault's own name, which is right in every cloud.</summary>
    public static string ScopeOf(Uri keyId) =>
        keyId.IsLoopback ? "https://vault.azure.net/.default" : $"https://{keyId.Host[(keyId.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";

    /// <summary>Wraps a key with the version that the identifier names, or with the newest.</summary>
    /// <returns>The wrapped bytes and the identifier of the version that wrapped them.</returns>
    public (byte[] Wrapped, string Version) Wrap(ReadOnlySpan<byte> key)
    {
        JsonObject answer = Call(Addresses.AsHttps(keyId), "wrapkey", key);
        return (Base64Url.DecodeFromChars(Text(answer, "value")), Text(answer, "kid"));
    }

    /// <summary>Unwraps a key.</summary>
    /// <param name="wrapped">The wrapped bytes.</param>
    /// <param name="version">The identifier of the version that wrapped them.</param>
    /// <returns>The key.</returns>
    /// <exception cref="AccessDeniedException">The identifier is not in this vault: one from a stored file must not send our token elsewhere.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string version)
    {
        Uri vault = Addresses.AsHttps(keyId);
        return Uri.TryCreate(version, UriKind.Absolute, out Uri? named) && Addresses.AsHttps(named) is { } address
            && string.Equals(address.Authority, vault.Authority, StringComparison.OrdinalIgnoreCase)
                ? Base64Url.DecodeFromChars(Text(Call(address, "unwrapkey", wrapped), "value"))
                : throw new AccessDeniedException($"The key ring names the key '{version}', which is not in {vault.Authority}.");
    }

    private JsonObject Call(Uri key, string operation, ReadOnlySpan<byte> value)
    {
        using HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri($"{key.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{operation}?api-version={ApiVersion}"));
        message.Request.Headers.SetValue("Content-Type", "application/json");
        var body = new JsonObject { ["alg"] = Algorithm, ["value"] = Base64Url.EncodeToString(value) };
        message.Request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        string what = $"POST {operation} with {key.Host}{key.AbsolutePath}";
        Response response = SynchronousCalls.Send(pipeline, message, what);
        try
        {
            return response.Status is >= 200 and < 300
                ? JsonNode.Parse(response.Content.ToMemory().Span)!.AsObject()
                : throw FailureMapper.FromResponse(what, message.Request, response);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new TransientException($"{what}: the answer cannot be read.", exception);
        }
    }

    private static string Text(JsonObject answer, string member) =>
        answer[member] is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new TransientException($"Key Vault answers without '{member}'.");
}
