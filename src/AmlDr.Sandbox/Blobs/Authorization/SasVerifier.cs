using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Identity;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Blobs.Authorization;

/// <summary>Verifies shared access signatures: user delegation, service (blob and container) and account SAS.</summary>
internal sealed class SasVerifier(WorldTopology world, TimeProvider clock)
{
    private static readonly string[] Overrides = ["rscc", "rscd", "rsce", "rscl", "rsct"];

    private static readonly string[] OverriddenHeaders = ["Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Type"];

    /// <summary>Whether the address carries a SAS at all.</summary>
    public static bool IsPresent(RequestTarget target) => target["sig"] is not null;

    /// <summary>A signature for a container, as a query without the question mark, made with the account's first key.</summary>
    public static string Mint(SimulatedAccount account, string container, string permissions, DateTimeOffset expiry)
    {
        const string Version = "2021-12-02";
        string query = $"sv={Version}&sr=c&sp={permissions}&se={Uri.EscapeDataString(expiry.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))}";
        string signature = Sign(account.Keys[0], ServiceText(RequestTarget.Parse("/?" + query), account, container, null, Version));
        return $"{query}&sig={Uri.EscapeDataString(signature)}";
    }

    public BlobGrant Verify(RequestTarget target, SimulatedAccount account, string? container, string? blob, string scheme, IPAddress? remote)
    {
        char level = container is null ? 's' : string.IsNullOrEmpty(blob) ? 'c' : 'o';
        return Verify(target, account, 'b', level, version => ServiceText(target, account, container, blob, version), scheme, remote);
    }

    /// <summary>The same at the file service: account SAS, and service SAS for a share (<c>s</c>) or a file (<c>f</c>).</summary>
    public BlobGrant VerifyFile(RequestTarget target, SimulatedAccount account, string share, string[] path, string scheme, IPAddress? remote)
    {
        if (target["skoid"] is not null)
            throw StorageException.AuthenticationFailed("The simulator has no user delegation signatures for files.");
        char level = share.Length == 0 ? 's' : path.Length == 0 ? 'c' : 'o';
        return Verify(target, account, 'f', level, version => FileText(target, account, share, path, version), scheme, remote);
    }

    private BlobGrant Verify(
        RequestTarget target, SimulatedAccount account, char service, char level, Func<string, string> serviceText, string scheme, IPAddress? remote)
    {
        string version = target["sv"] ?? throw StorageException.AuthenticationFailed("sv is mandatory. Cannot be empty");
        if (string.CompareOrdinal(version, "2018-11-09") < 0)
            throw StorageException.AuthenticationFailed("The simulator verifies signatures of version 2018-11-09 and later only.");
        if (target["si"] is not null)
            throw StorageException.AuthenticationFailed("The simulator has no stored access policies.");
        bool isAccount = target["ss"] is not null;
        string[] keys = isAccount || target["skoid"] is null ? [.. account.Keys] : [DelegationKey(target, account)];
        string text = isAccount ? AccountText(target, account, version) : serviceText(version);
        if (!keys.Any(key => Sign(key, text) == target["sig"]))
        {
            // The real service echoes the string it signed; clients' authors find their mistake with it.
            throw StorageException.AuthenticationFailed($"Signature did not match. String to sign used was {text}");
        }

        CheckValidity(target);
        CheckOrigin(target, scheme, remote);
        string permissions = target["sp"] ?? throw StorageException.AuthenticationFailed("sp is mandatory. Cannot be empty");
        return isAccount ? AccountGrant(target, permissions, service, level) : ServiceGrant(target, permissions);
    }

    private static BlobGrant AccountGrant(RequestTarget target, string permissions, char service, char level)
    {
        if (!target["ss"]!.Contains(service, StringComparison.Ordinal))
            throw new StorageException(403, "AuthorizationServiceMismatch", "This request is not authorized to perform this operation using this service.");
        if (target["srt"]?.Contains(level, StringComparison.Ordinal) != true)
            throw new StorageException(403, "AuthorizationResourceTypeMismatch", "This request is not authorized to perform this operation using this resource type.");
        return new BlobGrant(Key("account-sas"), permissions);
    }

    private static BlobGrant ServiceGrant(RequestTarget target, string permissions)
    {
        Dictionary<string, string> overrides = [];
        for (int i = 0; i < Overrides.Length; i++)
        {
            if (target[Overrides[i]] is { } value)
                overrides[OverriddenHeaders[i]] = value;
        }

        CallerIdentity caller = target["skoid"] is { } objectId
            ? Key("user-delegation-sas") with { ObjectId = objectId, Key = objectId }
            : Key("service-sas");
        return new BlobGrant(caller, permissions, ContainerScope: target["sr"] is "c" or "s", AccountScope: false, overrides);
    }

    private static CallerIdentity Key(string kind) =>
        new(kind, null, null, string.Empty, "Key", new Dictionary<string, string>(StringComparer.Ordinal));

    private static string Sign(string key, string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(text)));

    private static string AccountText(RequestTarget target, SimulatedAccount account, string version)
    {
        List<string> lines =
        [
            account.Name, Value(target, "sp"), Value(target, "ss"), Value(target, "srt"), Value(target, "st"), Value(target, "se"),
            Value(target, "sip"), Value(target, "spr"), version,
        ];
        if (string.CompareOrdinal(version, "2020-12-06") >= 0)
            lines.Add(Value(target, "ses"));
        return string.Join('\n', lines) + "\n";
    }

    private static string ServiceText(RequestTarget target, SimulatedAccount account, string? container, string? blob, string version)
    {
        bool delegated = target["skoid"] is not null;
        string resource = Value(target, "sr");
        string canonical = resource switch
        {
            "b" when !string.IsNullOrEmpty(blob) => $"/blob/{account.Name}/{container}/{blob}",
            "c" when !string.IsNullOrEmpty(container) => $"/blob/{account.Name}/{container}",
            "b" or "c" => throw new StorageException(
                403, "AuthorizationResourceTypeMismatch", "This request is not authorized to perform this operation using this resource type."),
            _ => throw StorageException.AuthenticationFailed($"sr is '{resource}'; the simulator knows b and c."),
        };
        List<string> lines = [Value(target, "sp"), Value(target, "st"), Value(target, "se"), canonical];
        if (delegated)
        {
            lines.AddRange(Values(target, ["skoid", "sktid", "skt", "ske", "sks", "skv"]));
            if (string.CompareOrdinal(version, "2020-02-10") >= 0)
                lines.AddRange(Values(target, ["saoid", "suoid", "scid"]));
            if (string.CompareOrdinal(version, "2025-07-05") >= 0)
                lines.AddRange(Values(target, ["skdutid", "sduoid"]));
        }
        else
        {
            lines.Add(string.Empty);
        }

        lines.AddRange(Values(target, ["sip", "spr"]));
        lines.AddRange([version, resource, string.Empty]);
        if (string.CompareOrdinal(version, "2020-12-06") >= 0)
            lines.AddRange(Values(target, ["ses"]));
        if (delegated && string.CompareOrdinal(version, "2026-04-06") >= 0)
            lines.AddRange(Values(target, ["srh", "srq"]));
        lines.AddRange(Values(target, Overrides));
        return string.Join('\n', lines);
    }

    private static string FileText(RequestTarget target, SimulatedAccount account, string share, string[] path, string version)
    {
        string canonical = Value(target, "sr") switch
        {
            "s" when share.Length > 0 => $"/file/{account.Name}/{share}",
            "f" when path.Length > 0 => $"/file/{account.Name}/{share}/{string.Join('/', path)}",
            "s" or "f" => throw new StorageException(
                403, "AuthorizationResourceTypeMismatch", "This request is not authorized to perform this operation using this resource type."),
            var other => throw StorageException.AuthenticationFailed($"sr is '{other}'; the simulator knows s and f for files."),
        };
        return string.Join('\n', (string[])
        [
            Value(target, "sp"), Value(target, "st"), Value(target, "se"), canonical, string.Empty, .. Values(target, ["sip", "spr"]), version, .. Values(target, Overrides),
        ]);
    }

    private static IEnumerable<string> Values(RequestTarget target, string[] names) => names.Select(name => Value(target, name));

    private static string Value(RequestTarget target, string name) => target[name] ?? string.Empty;

    private static DateTimeOffset? Time(RequestTarget target, string name)
    {
        if (target[name] is not { Length: > 0 } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw StorageException.AuthenticationFailed($"{name} is '{text}', which is no ISO 8601 time.");
    }

    private static void CheckOrigin(RequestTarget target, string scheme, IPAddress? remote)
    {
        if (target["spr"] is { } protocol && !protocol.Split(',').Contains(scheme, StringComparer.OrdinalIgnoreCase))
            throw new StorageException(403, "AuthorizationProtocolMismatch", "This request is not authorized to perform this operation using this protocol.");
        if (target["sip"] is { } range && remote is not null && !Contains(range, remote))
            throw new StorageException(403, "AuthorizationSourceIPMismatch", $"This request is not authorized to perform this operation using this source IP {remote}.");
    }

    private static bool Contains(string range, IPAddress address)
    {
        string[] ends = range.Split('-');
        if (!IPAddress.TryParse(ends[0], out IPAddress? first) || !IPAddress.TryParse(ends[^1], out IPAddress? last))
            return false;
        byte[] value = address.MapToIPv4().GetAddressBytes();
        return value.AsSpan().SequenceCompareTo(first.MapToIPv4().GetAddressBytes()) >= 0
            && value.AsSpan().SequenceCompareTo(last.MapToIPv4().GetAddressBytes()) <= 0;
    }

    private string DelegationKey(RequestTarget target, SimulatedAccount account)
    {
        if (target["sktid"] != world.TenantId.ToString())
            throw StorageException.AuthenticationFailed($"sktid is '{target["sktid"]}'; the account's tenant is '{world.TenantId}'.");
        DateTimeOffset now = clock.GetUtcNow();
        if (Time(target, "skt") is not { } start || Time(target, "ske") is not { } expiry || now < start || now >= expiry)
            throw StorageException.AuthenticationFailed("Signed key validity period must be within the current time.");
        if (Time(target, "se") > expiry)
            throw StorageException.AuthenticationFailed("The signature expires after the user delegation key that signed it.");
        return UserDelegationKeys.Value(
            account, Value(target, "skoid"), Value(target, "sktid"), Value(target, "skt"), Value(target, "ske"), Value(target, "sks"), Value(target, "skv"));
    }

    private void CheckValidity(RequestTarget target)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset expiry = Time(target, "se") ?? throw StorageException.AuthenticationFailed("se is mandatory. Cannot be empty");
        if (now >= expiry || now < Time(target, "st"))
        {
            throw StorageException.AuthenticationFailed(
                $"Signature not valid in the specified time frame: Start [{Value(target, "st")}] - Expiry [{Value(target, "se")}] - Current [{Wire.HttpDate(now)}]");
        }
    }
}
