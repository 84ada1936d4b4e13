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
            MayHoldSecret(difference, kind.Fields, policy)
                ? $"'{difference.Field}' differs (values that may be secret are not shown)"
                : difference.ToString()));
    }

    private static bool MayHoldSecret(FieldDifference difference, KindFields fields, SecretPolicy policy) =>
        fields.Secrets.Any(secret => secret.IsOrContains(difference.Place) || Holds(difference, secret))
        || fields.Variables.Any(variables =>
            difference.Place.Count > 1 && variables.Covers([.. difference.Place.SkipLast(1)])
                ? policy.IsSecret(difference.Place[^1])
                : variables.IsOrContains(difference.Place) || Holds(difference, variables));

    // A whole object that differs is shown with everything in it.
    private static bool Holds(FieldDifference difference, FieldPath path) =>
        difference.Expected?.Contains($"\"{path.Steps[^1]}\":", StringComparison.Ordinal) == true
        || difference.Actual?.Contains($"\"{path.Steps[^1]}\":", StringComparison.Ordinal) == true;
}
