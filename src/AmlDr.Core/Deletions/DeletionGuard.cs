using System.Globalization;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Deletions;

/// <summary>
/// Decides whether what is missing from the primary's lists is believed to be deleted. A list that fails can look like one that is empty, and a
/// mistake in the primary must not reach the secondary: many at once are believed only when an operator says so.
/// </summary>
public static class DeletionGuard
{
    /// <summary>Decides.</summary>
    /// <param name="policy">How many at once are believed.</param>
    /// <param name="kinds">What the sweep found of each kind that it listed to the end.</param>
    /// <param name="confirmed">The missing assets by kind that an operator has confirmed; null when none has.</param>
    /// <returns>Why they are not believed, in a sentence; null when they are.</returns>
    public static string? Judge(DeletionPolicy policy, IReadOnlyCollection<KindPresence> kinds, IReadOnlyDictionary<string, int>? confirmed)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(kinds);
        int missing = kinds.Sum(kind => kind.Missing);
        if (missing == 0 || (confirmed is not null && kinds.All(kind => kind.Missing <= confirmed.GetValueOrDefault(kind.Kind))))
        {
            return null;
        }

        int held = kinds.Sum(kind => kind.Held);
        double percent = 100.0 * missing / held;
        KindPresence? emptied = kinds.FirstOrDefault(kind => kind.Seen == 0 && kind.Missing > 0);
        return emptied is not null
                ? Say($"the primary lists no asset of kind '{emptied.Kind}' any more, and had {emptied.Missing}")
            : missing > policy.GuardCount
                ? Say($"{missing} of {held} assets are missing from the primary's lists, more than the {policy.GuardCount} of 'deletions.guardCount'")
            : percent > policy.GuardPercent
                ? Say($"{missing} of {held} assets are missing from the primary's lists, {percent:0.#} percent, more than the {policy.GuardPercent:0.#} of 'deletions.guardPercent'")
            : null;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
