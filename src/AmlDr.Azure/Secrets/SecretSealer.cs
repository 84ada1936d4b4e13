using System.Security.Cryptography;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using Microsoft.AspNetCore.DataProtection;

namespace AmlDr.Azure.Secrets;

/// <summary>
/// Seals secret values so that they can be kept: encrypted and authenticated with a key ring that stands elsewhere. A sealed value opens for the
/// pair, asset and field that it was sealed for, and for no other.
/// </summary>
public sealed class SecretSealer
{
    private const string Purpose = "AmlDr.Secrets.v1";
    private readonly KeyRing _ring;

    internal SecretSealer(KeyRing ring) => _ring = ring;

    /// <summary>Seals a value.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="field">The field that holds the value.</param>
    /// <param name="value">The value.</param>
    /// <returns>What may be kept: letters, digits, '-' and '_'.</returns>
    /// <exception cref="AmlDrException">The key ring cannot be used; the type says why, the message names its setting.</exception>
    public string Seal(string pair, AssetId asset, string field, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        try
        {
            return Protector(pair, asset, field).Protect(value);
        }
        catch (Exception exception) when (IsOfTheRing(exception))
        {
            throw Failure(exception, $"A secret of {asset} cannot be sealed");
        }
    }

    /// <summary>Opens a sealed value. The result is secret: it is used, not kept.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="field">The field that holds the value.</param>
    /// <param name="sealedValue">What <see cref="Seal"/> gave for the same pair, asset and field.</param>
    /// <returns>The value.</returns>
    /// <exception cref="AccessDeniedException">The ring has no key that opens the value: it is another one, or it was lost. The message names the setting.</exception>
    /// <exception cref="AmlDrException">The key ring cannot be used otherwise; the type says why.</exception>
    public string Unseal(string pair, AssetId asset, string field, string sealedValue)
    {
        ArgumentNullException.ThrowIfNull(sealedValue);
        return TryUnseal(pair, asset, field, sealedValue, out string? value) is not { } cause
            ? value!
            : throw Failure(cause, $"The sealed value of {asset} at '{field}' cannot be opened");
    }

    /// <summary>Says whether a sealed value can be opened.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="field">The field that holds the value.</param>
    /// <param name="sealedValue">The sealed value.</param>
    /// <returns>False when the ring has no key for it.</returns>
    /// <exception cref="AmlDrException">The key ring cannot be used; the type says why.</exception>
    public bool CanUnseal(string pair, AssetId asset, string field, string sealedValue)
    {
        ArgumentNullException.ThrowIfNull(sealedValue);
        Exception? cause = TryUnseal(pair, asset, field, sealedValue, out _);
        return cause is null
            || (FindReason(cause) is null ? false : throw Failure(cause, $"Whether the sealed value of {asset} at '{field}' opens cannot be found out"));
    }

    /// <summary>Seals and opens a value, to find out whether the key ring can be used.</summary>
    /// <exception cref="AmlDrException">It cannot; the type says why, the message names its setting.</exception>
    public void Check()
    {
        var nothing = new AssetId("check", "check", "");
        Unseal("check", nothing, "check", Seal("check", nothing, "check", "check"));
    }

    private Exception? TryUnseal(string pair, AssetId asset, string field, string sealedValue, out string? value)
    {
        Exception? cause = TryUnprotect(pair, asset, field, sealedValue, out value);

        // Another instance may have made the key since the ring was opened.
        return cause is not null && _ring.TryReopen() ? TryUnprotect(pair, asset, field, sealedValue, out value) : cause;
    }

    private Exception? TryUnprotect(string pair, AssetId asset, string field, string sealedValue, out string? value)
    {
        try
        {
            value = Protector(pair, asset, field).Unprotect(sealedValue);
            return null;
        }
        catch (Exception exception) when (IsOfTheRing(exception))
        {
            value = null;
            return exception;
        }
    }

    private IDataProtector Protector(string pair, AssetId asset, string field)
    {
        ArgumentException.ThrowIfNullOrEmpty(pair);
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentException.ThrowIfNullOrEmpty(field);
        return _ring.Current.CreateProtector(Purpose, pair, asset.Kind, asset.Name, asset.Version, field);
    }

    private static bool IsOfTheRing(Exception exception) =>
        exception is CryptographicException or AmlDrException or IOException or UnauthorizedAccessException;

    // Data Protection hides why it could not read the ring behind exceptions of its own.
    private static Exception? FindReason(Exception exception)
    {
        Exception? cause = exception;
        while (cause is not null and not (AmlDrException or IOException or UnauthorizedAccessException))
        {
            cause = cause.InnerException;
        }

        return cause;
    }

    private AmlDrException Failure(Exception exception, string what)
    {
        string text = $"{what} with the key ring ({_ring.Setting})";
        return FindReason(exception) switch
        {
            null => new AccessDeniedException($"{text}: it has no key that fits. Name the key ring that sealed the value, or restore it.", exception),
            TransientException or ThrottledException or RegionDownException or IOException =>
                new TransientException($"{text}: {FindReason(exception)!.Message}", exception),
            { } reason => new AccessDeniedException($"{text}: {reason.Message}", exception),
        };
    }
}
