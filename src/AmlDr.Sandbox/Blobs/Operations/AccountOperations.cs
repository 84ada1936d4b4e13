using System.Globalization;
using System.Xml.Linq;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>Operations on the account.</summary>
internal static class AccountOperations
{
    private static readonly TimeSpan LongestKey = TimeSpan.FromDays(7);

    public static async Task<SimResponse> GetUserDelegationKeyAsync(BlobCall call, CancellationToken cancellationToken)
    {
        call.RequireVersion("2018-11-09", "Get User Delegation Key");
        if (call.Grant.Caller.ObjectId is not { } objectId)
        {
            throw call.Grant.Caller.Kind == "Key"
                ? StorageException.AuthenticationFailed("Only authentication scheme Bearer is supported.")
                : StorageException.AuthenticationFailed("The token names no principal (claim 'oid').");
        }

        byte[] body = await call.Request.ReadBodyAsync(64 * 1024, cancellationToken) ?? throw StorageException.TooLarge(64 * 1024);
        XElement info = StorageXml.Read(body, "KeyInfo");
        DateTimeOffset now = call.Now;
        DateTimeOffset start = ReadTime(info, "Start") ?? now;
        DateTimeOffset expiry = ReadTime(info, "Expiry") ?? throw new StorageException(400, "MissingRequiredXmlNode", "A required XML node was not specified in the request body.", ("XmlNodeName", "Expiry"));
        if (expiry <= now || expiry <= start || expiry > now + LongestKey)
        {
            throw new StorageException(
                400, "InvalidXmlNodeValue", "The value for one of the XML nodes is not in the correct format.",
                ("XmlNodeName", "Expiry"), ("XmlNodeValue", info.Element("Expiry")!.Value), ("Reason", "The key must expire in the future, after its start, and within 7 days."));
        }

        string signedStart = Second(start), signedExpiry = Second(expiry), tenant = call.Grant.Caller.TenantId;
        string value = UserDelegationKeys.Value(call.Account.Account, objectId, tenant, signedStart, signedExpiry, "b", call.Version);
        return SimResponse.Xml(200, StorageXml.Write(new XElement(
            "UserDelegationKey",
            new XElement("SignedOid", objectId),
            new XElement("SignedTid", tenant),
            new XElement("SignedStart", signedStart),
            new XElement("SignedExpiry", signedExpiry),
            new XElement("SignedService", "b"),
            new XElement("SignedVersion", call.Version),
            new XElement("Value", value))));
    }

    public static SimResponse GetProperties(BlobCall call)
    {
        call.Grant.RequireAccount("r");
        return SimResponse.Xml(200, StorageXml.Write(new XElement(
            "StorageServiceProperties",
            new XElement("DefaultServiceVersion", "2021-12-02"),
            new XElement("DeleteRetentionPolicy", new XElement("Enabled", "false")),
            new XElement("StaticWebsite", new XElement("Enabled", "false")))));
    }

    public static SimResponse GetAccountInfo(BlobCall call) => SimResponse.Empty(200)
        .With("x-ms-sku-name", "Standard_LRS")
        .With("x-ms-account-kind", "StorageV2")
        .With("x-ms-is-hns-enabled", "false");

    private static string Second(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadTime(XElement info, string name)
    {
        if (info.Element(name)?.Value is not { Length: > 0 } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new StorageException(
                400, "InvalidXmlNodeValue", "The value for one of the XML nodes is not in the correct format.", ("XmlNodeName", name), ("XmlNodeValue", text));
    }
}
