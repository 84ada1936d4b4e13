using AmlDr.Core.Operations.Auditing;

namespace AmlDr.Core.Tests.Operations;

public class AuditChainTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Append_SeveralEntries_AreChained()
    {
        IReadOnlyList<AuditEntry> trail = Trail(3);

        Assert.Equal([1, 2, 3], trail.Select(entry => entry.Number));
        Assert.Equal(trail[0].Hash, trail[1].Previous);
        Assert.Equal(trail[1].Hash, trail[2].Previous);
        Assert.Null(AuditChain.FindBreak(trail));
    }

    [Fact]
    public void Append_SameKeyTwice_IsWrittenOnce()
    {
        IReadOnlyList<AuditEntry> trail = Trail(2);

        Assert.Same(trail, AuditChain.Append(trail, trail[0] with { Reason = "again" }));
    }

    public static TheoryData<string> Tamperings() => ["actor", "reason", "time", "number", "removed", "swapped", "hash", "inserted"];

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void FindBreak_Tampered_NamesTheFirstWrongEntry(string how)
    {
        List<AuditEntry> trail = [.. Trail(4)];
        switch (how)
        {
            case "actor": trail[1] = trail[1] with { Actor = "somebody else" }; break;
            case "reason": trail[1] = trail[1] with { Reason = null }; break;
            case "time": trail[1] = trail[1] with { At = Time.AddDays(1) }; break;
            case "number": trail[1] = trail[1] with { Number = 7 }; break;
            case "removed": trail.RemoveAt(1); break;
            case "swapped": (trail[1], trail[2]) = (trail[2], trail[1]); break;
            case "hash": trail[1] = trail[1] with { Hash = trail[2].Hash }; break;
            default: trail.Insert(1, AuditChain.Append([], trail[1] with { Key = "other" })[0]); break;
        }

        Assert.Equal(2, AuditChain.FindBreak(trail));
    }

    [Fact]
    public void FindBreak_RewrittenFromTheStart_ShowsInTheLastHash() =>
        Assert.NotEqual(Trail(3)[^1].Hash, Trail(3, "other")[^1].Hash);

    private static IReadOnlyList<AuditEntry> Trail(int length, string actor = "ann")
    {
        IReadOnlyList<AuditEntry> trail = [];
        for (int i = 0; i < length; i++)
        {
            trail = AuditChain.Append(trail, new AuditEntry
            {
                Number = 0, Key = $"k{i}", At = Time.AddMinutes(i), Actor = actor, Action = "Advance", From = "Running", To = "Running",
                Stage = "Activate", Reason = $"because {i}",
            });
        }

        return trail;
    }
}
