using AmlDr.Core.Assets;
using AmlDr.Core.Comparing;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Audits;

/// <summary>Makes reasons of what comparisons find.</summary>
public static class AuditReasons
{
    /// <summary>The most reasons that are told of one asset; the rest is counted.</summary>
    public const int Most = 20;

    private const int LongestMessage = 1000;

    /// <summary>The reasons of fields that differ.</summary>
    /// <param name="differences">The differences.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="policy">Says which environment variables hold secrets.</param>
    /// <returns>A reason per field.</returns>
    public static IReadOnlyList<AuditReason> OfFields(IEnumerable<FieldDifference> differences, IAssetKind kind, SecretPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(differences);
        return [.. differences.Select(difference => OfField(difference, kind, policy))];
    }

    /// <summary>The reason of a document that cannot be rewritten for the secondary.</summary>
    /// <param name="finding">What stands in the way.</param>
    /// <returns>The reason.</returns>
    public static AuditReason Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return new AuditReason(finding.Code, Shorten(finding.ToString())) { Field = finding.Field };
    }

    /// <summary>The reason of a comparison that failed.</summary>
    /// <param name="exception">The failure.</param>
    /// <returns>The reason.</returns>
    public static AuditReason Of(AmlDrException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new AuditReason(CodeOf(exception), Shorten(exception.Message));
    }

    /// <summary>The stable word for a failure.</summary>
    /// <param name="exception">The failure.</param>
    /// <returns>The name of its type without the suffix.</returns>
    public static string CodeOf(AmlDrException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.GetType().Name.Replace("Exception", "", StringComparison.Ordinal);
    }

    /// <summary>The reason of an asset that names one that the secondary lacks.</summary>
    /// <param name="field">The field that names it; empty when its place does.</param>
    /// <param name="way">The assets from the one that is told of to the one that lacks.</param>
    /// <returns>The reason.</returns>
    public static AuditReason OfDependency(string field, IReadOnlyList<AssetId> way)
    {
        ArgumentNullException.ThrowIfNull(way);
        AssetId last = way[^1];
        return new AuditReason(
            way.Count <= 2 ? AuditCodes.DependencyMissing : AuditCodes.DependencyBroken,
            way.Count <= 2
                ? $"The secondary does not hold {last} as it should be, which is needed."
                : $"The secondary does not hold {last} as it should be. The way there: {string.Join(" -> ", way)}.")
        {
            Field = field.Length == 0 ? null : field, Expected = last.ToString(),
        };
    }

    private static AuditReason OfField(FieldDifference difference, IAssetKind kind, SecretPolicy policy)
    {
        bool isSecret = DifferenceText.MayHoldSecret(difference, kind, policy);
        string remedy = difference.IsImmutable(kind) ? " The service does not let it be changed: register the asset under a new version, or delete the secondary's." : "";
        string? expected = isSecret ? null : AuditReason.Shorten(difference.Expected);
        string? actual = isSecret ? null : AuditReason.Shorten(difference.Actual);
        return new AuditReason(
            AuditCodes.Field,
            (isSecret
                ? $"'{difference.Field}' differs; its values may be secret and are not shown."
                : $"'{difference.Field}' should be {expected ?? "absent"} and is {actual ?? "absent"}.") + remedy)
        {
            Field = difference.Field, Expected = expected, Actual = actual, IsSecret = isSecret,
        };
    }

    private static string Shorten(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage] + "...";
}
