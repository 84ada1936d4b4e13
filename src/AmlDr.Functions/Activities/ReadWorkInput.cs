namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="ReadWork"/>.</summary>
/// <param name="WorkList">The list's name in the control store.</param>
/// <param name="Start">The position of the first asset.</param>
/// <param name="Count">How many at most.</param>
public sealed record ReadWorkInput(string WorkList, int Start, int Count);
