using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Notebooks are copied.</summary>
internal sealed class NotebooksCheck() : ReadinessCheck(
    "notebooks", 27, "Notebooks", "Keep copies of notebooks: they stand in the file share of the lost workspace.")
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!snapshot.Pair.Policy.Notebooks)
        {
            judgement.Warn("The policy has the notebooks left out ('notebooks' is false).", "Keep them in source control, or set 'notebooks' to true.");
        }
        else if (judgement.Take(snapshot.Mirror, out MirrorState? mirror))
        {
            judgement.Fact("copiedAt", mirror.NotebooksCopiedAt?.ToString("O"));
            if (mirror.NotebooksCopiedAt is not { } copied)
            {
                judgement.Warn("The notebooks' file share was never copied whole.", "Look at the last sweep; until a copy stands, keep notebooks in source control.");
            }
            else if (snapshot.TakenAt - copied > Age)
            {
                judgement.Warn($"The notebooks were last copied whole {copied:u}, more than a day before.", "Look at the sweep's schedule and its failures.");
            }
        }

        return "The notebooks were copied within the last day.";
    }
}
