using System.Security.Cryptography;
using System.Text;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Blobs.Authorization;

/// <summary>
/// User delegation keys. A key is derived from what it was issued for, so none needs to be remembered, and a SAS that claims other
/// values than its key was issued with does not verify.
/// </summary>
internal static class UserDelegationKeys
{
    public static string Value(SimulatedAccount account, string objectId, string tenantId, string start, string expiry, string service, string version)
    {
        string text = string.Join('\n', "user-delegation-key", account.Name, objectId, tenantId, start, expiry, service, version);
        return Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(account.Keys[0]), Encoding.UTF8.GetBytes(text)));
    }
}
