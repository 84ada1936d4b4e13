using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness;

/// <summary>One demand of the high availability article, judged by what was read. Calls nothing, and says the same of the same snapshot.</summary>
/// <remarks>The demands and their proofs: <c>facts/aml-rest.md</c> section 8.</remarks>
public abstract class ReadinessCheck
{
    private protected ReadinessCheck(string id, int row, string title, string demand)
    {
        Id = id;
        Row = row;
        Title = title;
        Demand = demand;
    }

    /// <summary>Its name in reports and attestations.</summary>
    public string Id { get; }

    /// <summary>Its row in <c>facts/aml-rest.md</c> section 8.</summary>
    public int Row { get; }

    /// <summary>What it is about.</summary>
    public string Title { get; }

    /// <summary>What the article asks.</summary>
    public string Demand { get; }

    /// <summary>Judges.</summary>
    /// <param name="snapshot">What was read.</param>
    /// <returns>The outcome.</returns>
    public CheckOutcome Judge(ReadinessSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var judgement = new Judgement();
        return judgement.Conclude(Judge(snapshot, judgement));
    }

    /// <summary>Judges, and says in a sentence why it passes when there is no finding.</summary>
    private protected abstract string Judge(ReadinessSnapshot snapshot, Judgement judgement);
}
