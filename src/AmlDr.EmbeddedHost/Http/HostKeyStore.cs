using System.Security.Cryptography;
using System.Text.Json;
using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>
/// Keeps the access keys that no setting gives: made at the first start, encrypted with a key ring that lies in the state folder
/// with rights for its owner only.
/// </summary>
internal sealed class HostKeyStore(StateFolder folder, EmbeddedHostSettings settings, ILogger logger)
{
    private const string Purpose = "AmlDr.EmbeddedHost.Keys.v1";

    /// <summary>Reads the keys, and makes those that are missing.</summary>
    /// <param name="functions">The functions that get a key of their own.</param>
    /// <exception cref="HubStorageException">The file cannot be read with the key ring at hand.</exception>
    public HostKeys Load(IEnumerable<string> functions)
    {
        IDataProtector protector = DataProtectionProvider.Create(new DirectoryInfo(folder.KeyRing), builder => builder.SetApplicationName("AmlDr.EmbeddedHost"))
            .CreateProtector(Purpose);
        Dictionary<string, string> stored = Read(protector);
        int before = stored.Count;
        HostKeyValues values = new(
            settings.Keys.Master ?? Key("master"),
            new Dictionary<string, string> { ["default"] = settings.Keys.Default ?? Key("default") },
            new Dictionary<string, string>
            {
                [HostKeys.DurableTaskSystemKey] = settings.Keys.DurableTask ?? Key(HostKeys.DurableTaskSystemKey),
                [HostKeys.EventGridSystemKey] = settings.Keys.EventGrid ?? Key(HostKeys.EventGridSystemKey),
            },
            functions.Order(StringComparer.Ordinal).ToDictionary(name => name, name => Key("function/" + name), StringComparer.OrdinalIgnoreCase));
        if (stored.Count > before)
        {
            Write(protector, stored);
            HttpLog.KeysMade(logger, folder.Keys);
        }

        return new HostKeys(values);

        string Key(string name)
        {
            if (!stored.TryGetValue(name, out string? key))
            {
                stored[name] = key = Base64UrlOf(RandomNumberGenerator.GetBytes(40));
            }

            return key;
        }
    }

    private static string Base64UrlOf(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private Dictionary<string, string> Read(IDataProtector protector)
    {
        if (!File.Exists(folder.Keys))
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(protector.Unprotect(File.ReadAllText(folder.Keys))) ?? [];
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            throw new HubStorageException(
                HubStorageProblem.Corrupt,
                $"The access keys in '{folder.Keys}' cannot be decrypted with the key ring in '{folder.KeyRing}'. "
                + "Restore both from the same backup, or delete the file to get new keys.",
                exception);
        }
    }

    private void Write(IDataProtector protector, Dictionary<string, string> keys)
    {
        // A new file is complete before it takes the old one's place.
        string temporary = folder.Keys + ".new";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream file = new(temporary, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(protector.Protect(JsonSerializer.Serialize(keys))));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, folder.Keys, overwrite: true);
    }
}
