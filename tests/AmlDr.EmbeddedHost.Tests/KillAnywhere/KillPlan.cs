using System.Globalization;

namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>When a process kills itself.</summary>
/// <param name="Kind">Before or after its n-th commit, after so many milliseconds, or never.</param>
/// <param name="Number">The commit, or the milliseconds.</param>
internal sealed record KillPlan(KillKind Kind, int Number)
{
    /// <summary>About as many commits as the workload has when nothing disturbs it.</summary>
    private const int LastCommit = 100;

    public static readonly KillPlan Never = new(KillKind.Never, 0);

    public static KillPlan Parse(string text) =>
        text.Split(':') is [var kind, var number] ? new KillPlan(Enum.Parse<KillKind>(kind), int.Parse(number, CultureInfo.InvariantCulture)) : Never;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}:{Number}");

    /// <summary>
    /// A series of plans: before and after the first commit of a process, before and after the second one, and so on, each followed by a
    /// random moment. Processes that live longer and longer get the work done.
    /// </summary>
    public static IEnumerable<KillPlan> Series(int seed)
    {
        Random random = new(seed);
        for (int commit = 1; ; commit = (commit % LastCommit) + 1)
        {
            yield return new KillPlan(KillKind.BeforeCommit, commit);
            yield return new KillPlan(KillKind.AfterCommit, commit);
            yield return new KillPlan(KillKind.AtTime, random.Next(1, 120));
        }
    }
}
