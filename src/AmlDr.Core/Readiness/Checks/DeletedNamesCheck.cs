using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>No soft-deleted workspace blocks a name that is needed.</summary>
internal sealed class DeletedNamesCheck() : ReadinessCheck(
    "deleted-names", 30, "Soft-deleted names", "A deleted workspace can be recovered for 14 days, and blocks its name meanwhile.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (snapshot.DeletedWorkspaces.Value is { } listed)
        {
            judgement.Fact("deleted", listed.Select(workspace => workspace.Id));
        }

        // While both workspaces stand, their names are theirs, and the list is a convenience.
        foreach (SideSnapshot side in snapshot.Sides.Where(side => side.Workspace.State != ReadingState.Read))
        {
            if (side.Workspace.State != ReadingState.Missing)
            {
                judgement.Take(side.Workspace, out _);
            }
            else if (judgement.Take(snapshot.DeletedWorkspaces, out IReadOnlyList<DeletedWorkspace>? deleted))
            {
                JudgeMissing(snapshot, judgement, side, deleted);
            }
        }

        return "Both workspaces stand, so their names are not blocked.";
    }

    private static void JudgeMissing(ReadinessSnapshot snapshot, Judgement judgement, SideSnapshot side, IReadOnlyList<DeletedWorkspace> deleted)
    {
        if (deleted.FirstOrDefault(workspace => ArmNames.Same(workspace.Id, side.Id.ToString())) is { } found)
        {
            judgement.Fail(
                $"The {side.Side} workspace {side.Id.Name} is soft-deleted; its name is blocked{(found.PurgeAt is { } until ? $" until {until:u}" : "")}.",
                $"Recover it in the portal ('Recently deleted'), or POST /api/pairs/{snapshot.Pair.Name}/deleted-workspaces/{side.Id.Name}/recover.");
        }
        else
        {
            judgement.Unknown(
                $"The {side.Side} workspace {side.Id.Name} does not exist; whether a soft-deleted one blocks its name cannot be read for certain.",
                "Look at 'Recently deleted' in the portal.");
        }
    }
}
