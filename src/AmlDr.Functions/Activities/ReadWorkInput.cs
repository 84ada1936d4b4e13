namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="ReadWork"/>.</summary>
/// <param name="WorkList">The list's name in the control store.</param>
/// <param name="Part">The number of the part.</param>
public sealed record ReadWorkInput(string WorkList, int Part);
