namespace AmlDr.Sandbox.App;

/// <summary>An entry of an operation's audit trail.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Stage">The stage after.</param>
public sealed record AppAct(int Number, DateTimeOffset At, string Actor, string Action, string From, string To, string Stage);
