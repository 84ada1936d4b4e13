namespace AmlDr.Functions.Sweeping;

/// <summary>A work list of which parts are still to be begun.</summary>
/// <param name="List">Its name in the control store.</param>
/// <param name="Part">The number of the part that comes next.</param>
/// <param name="Parts">The number of its parts.</param>
public sealed record WaitingWork(string List, int Part, int Parts);
