using System.Xml.Linq;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs;

/// <summary>An error of the blob service, with the code and status that the service publishes.</summary>
internal sealed class StorageException(int status, string code, string message, params (string Name, string Value)[] details) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public static StorageException ContainerNotFound() => new(404, "ContainerNotFound", "The specified container does not exist.");

    public static StorageException BlobNotFound() => new(404, "BlobNotFound", "The specified blob does not exist.");

    public static StorageException BlobAlreadyExists() => new(409, "BlobAlreadyExists", "The specified blob already exists.");

    public static StorageException ConditionNotMet(int status = 412) =>
        new(status, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.");

    public static StorageException InvalidHeader(string name, string? value) => new(
        400, "InvalidHeaderValue", "The value for one of the HTTP headers is not in the correct format.", ("HeaderName", name), ("HeaderValue", value ?? string.Empty));

    public static StorageException MissingHeader(string name) =>
        new(400, "MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified.", ("HeaderName", name));

    public static StorageException InvalidQuery(string name, string? value, string reason) => new(
        400, "InvalidQueryParameterValue", "Value for one of the query parameters specified in the request URI is invalid.",
        ("QueryParameterName", name), ("QueryParameterValue", value ?? string.Empty), ("Reason", reason));

    public static StorageException InvalidRange() => new(416, "InvalidRange", "The range specified is invalid for the current size of the resource.");

    public static StorageException InvalidXml(string reason) => new(400, "InvalidXmlDocument", "XML specified is not syntactically valid.", ("Reason", reason));

    public static StorageException TooLarge(long limit) => new(
        413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.", ("MaxLimit", Wire.Number(limit)));

    public static StorageException NotImplemented(string what) => new(501, "NotImplemented", $"The simulator does not implement {what}.");

    public static StorageException AuthenticationFailed(string detail) => new(
        403,
        "AuthenticationFailed",
        "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.",
        ("AuthenticationErrorDetail", detail));

    public static StorageException PermissionMismatch() =>
        new(403, "AuthorizationPermissionMismatch", "This request is not authorized to perform this operation using this permission.");

    public static StorageException Md5Mismatch(byte[] given, byte[] computed) => new(
        400,
        "Md5Mismatch",
        "The MD5 value specified in the request did not match with the MD5 value calculated by the server.",
        ("UserSpecifiedMd5", Convert.ToBase64String(given)),
        ("ServerCalculatedMd5", Convert.ToBase64String(computed)));

    /// <summary>
    /// The source of a copy could not be read. The status is the source's own; its code goes into a header and into the body, as the
    /// service does it since 2024.
    /// </summary>
    public static StorageException CannotVerifyCopySource(int sourceStatus, string? sourceCode, string message)
    {
        StorageException exception = new(
            sourceStatus, "CannotVerifyCopySource", message, ("CopySourceStatusCode", Wire.Number(sourceStatus)), ("CopySourceErrorMessage", message));
        exception.Headers.Add(new("x-ms-copy-source-status-code", Wire.Number(sourceStatus)));
        if (sourceCode is not null)
            exception.Headers.Add(new("x-ms-copy-source-error-code", sourceCode));
        return exception;
    }

    public SimResponse ToResponse(CallContext call, DateTimeOffset now)
    {
        // A HEAD or 304 has no body; the code goes into the header alone.
        SimResponse response = call.Request.Method == "HEAD" || status == 304
            ? SimResponse.Refused(status, code)
            : SimResponse.Xml(status, ToXml(call, now), errorCode: code);
        return response.With("x-ms-error-code", code).With(Headers);
    }

    private byte[] ToXml(CallContext call, DateTimeOffset now) => StorageXml.Write(new XElement(
        "Error",
        new XElement("Code", code),
        new XElement("Message", $"{Message}\nRequestId:{call.Request.RequestId}\nTime:{Wire.Instant(now)}"),
        details.Select(detail => new XElement(detail.Name, StorageXml.Printable(detail.Value)))));
}
