using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>The access keys, as in Azure Functions: a master key, a host-wide function key, one key per function, system keys.</summary>
internal sealed class HostKeys
{
    public const string Header = "x-functions-key";
    public const string QueryParameter = "code";
    public const string EventGridSystemKey = "eventgrid_extension";
    public const string DurableTaskSystemKey = "durabletask_extension";

    private readonly byte[] _master;
    private readonly Dictionary<string, byte[]> _function;
    private readonly Dictionary<string, byte[]> _system;
    private readonly Dictionary<string, byte[]> _perFunction;

    public HostKeys(HostKeyValues values)
    {
        Values = values;
        _master = Hash(values.Master);
        _function = Hashes(values.FunctionKeys);
        _system = Hashes(values.SystemKeys);
        _perFunction = Hashes(values.Functions);
    }

    /// <summary>The keys in clear, for an operator who has the master key or sits at the machine.</summary>
    public HostKeyValues Values { get; }

    /// <summary>Whether a request carries a key for a level. All comparisons take the same time whatever the key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="level">The level.</param>
    /// <param name="name">The function (for <see cref="AuthorizationLevel.Function"/>) or the system key.</param>
    public bool Allows(HttpRequest request, AuthorizationLevel level, string? name = null)
    {
        if (level == AuthorizationLevel.Anonymous)
        {
            return true;
        }

        string given = request.Headers[Header].FirstOrDefault() ?? request.Query[QueryParameter].FirstOrDefault() ?? string.Empty;
        byte[] hash = Hash(given);
        bool allowed = CryptographicOperations.FixedTimeEquals(hash, _master);
        switch (level)
        {
            case AuthorizationLevel.Function or AuthorizationLevel.User:
                allowed |= _function.Values.Aggregate(false, (any, key) => any | CryptographicOperations.FixedTimeEquals(hash, key));
                allowed |= name is not null && _perFunction.TryGetValue(name, out byte[]? own) && CryptographicOperations.FixedTimeEquals(hash, own);
                break;
            case AuthorizationLevel.System when name is null:
                allowed |= _system.Values.Aggregate(false, (any, key) => any | CryptographicOperations.FixedTimeEquals(hash, key));
                break;
            case AuthorizationLevel.System:
                allowed |= _system.TryGetValue(name, out byte[]? system) && CryptographicOperations.FixedTimeEquals(hash, system);
                break;
        }

        return allowed && given.Length > 0;
    }

    // Comparing hashes of one length lets neither the key nor its length show in the time.
    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static Dictionary<string, byte[]> Hashes(IReadOnlyDictionary<string, string> keys) =>
        keys.ToDictionary(pair => pair.Key, pair => Hash(pair.Value), StringComparer.OrdinalIgnoreCase);
}
