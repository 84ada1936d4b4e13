using AmlDr.Core.Catalog;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Comparing;

/// <summary>Says differences in words that may be stored and shown: values that may be secret are left out.</summary>
public static class DifferenceText
{
    /// <summary>Describes differences.</summary>
    /// <param name="differences">The differences.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="policy">Says which environment variables hold secrets.</param>
    /// <returns>The fields, with both values where they may be shown.</returns>
    public static string Describe(IEnumerable<FieldDifference> differences, IAssetKind kind, SecretPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(policy);
        return string.Join("; ", differences.Select(difference =>
            MayHoldSecret(difference, kind, policy)
                ? $"'{difference.Field}' differs (values that may be secret are not shown)"
                : difference.ToString()));
    }

    /// <summary>Says whether the values of a difference must not be stored or shown.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="policy">Says which environment variables hold secrets.</param>
    /// <returns>True for secret fields, members whose names the policy takes for secret, credentials, and texts that carry a secret by their form.</returns>
    public static bool MayHoldSecret(FieldDifference difference, IAssetKind kind, SecretPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(policy);
        return kind.Fields.Secrets.Any(secret => secret.IsOrContains(difference.Place) || Holds(difference, secret))
            || SecretFields.NamedMembers(kind).Any(members =>
                difference.Place.Count > 1 && members.Covers([.. difference.Place.SkipLast(1)])
                    ? policy.IsSecret(difference.Place[^1])
                    : members.IsOrContains(difference.Place) || Holds(difference, members))
            || SecretFields.IsCredential(difference.Place)
            || IsSecretText(difference.Expected) || IsSecretText(difference.Actual);
    }

    // A whole object that differs is shown with everything in it.
    private static bool Holds(FieldDifference difference, FieldPath path) =>
        difference.Expected?.Contains($"\"{path.Steps[^1]}\":", StringComparison.Ordinal) == true
        || difference.Actual?.Contains($"\"{path.Steps[^1]}\":", StringComparison.Ordinal) == true;

    private static bool IsSecretText(string? value) => value is not null && SecretTexts.IsSecret(value);
}
