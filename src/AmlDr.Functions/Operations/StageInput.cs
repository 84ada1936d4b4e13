using AmlDr.Core.Operations.Moves;

namespace AmlDr.Functions.Operations;

/// <summary>The input of <see cref="Orchestrations.FailOverStage"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Stage">The stage whose steps are carried out or undone.</param>
/// <param name="Round">The operation's round; steps of one round are begun once.</param>
/// <param name="DeadlineAt">When steps are no longer waited for.</param>
/// <param name="IsUndo">True to undo what the stage did.</param>
/// <param name="TriesFailed">For undoing: true to try again what could not be undone before.</param>
/// <param name="IsStopped">True when no more steps are begun.</param>
public sealed record StageInput(
    string Pair, string Operation, OperationMode Mode, OperationStage Stage, int Round, DateTimeOffset DeadlineAt, bool IsUndo, bool TriesFailed,
    bool IsStopped);
