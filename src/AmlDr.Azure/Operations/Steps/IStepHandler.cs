using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>
/// Carries out one kind of step, and undoes it. Both look before they write, note what they find before they change it, and may be called again at
/// any time, also after a crash in the middle: they take up where they were.
/// </summary>
internal interface IStepHandler
{
    /// <summary>The kind of step.</summary>
    StepAction Action { get; }

    /// <summary>Goes on with a step.</summary>
    /// <param name="run">The step.</param>
    /// <param name="before">What the call before told; null for the first.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How far it is.</returns>
    /// <exception cref="Core.Failures.AmlDrException">A call failed, or the service could not do it; the type says how.</exception>
    Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken);

    /// <summary>Goes on with undoing a step, so that what it touched is as it was found.</summary>
    /// <param name="run">The step.</param>
    /// <param name="found">What the step noted before it changed anything.</param>
    /// <param name="before">What the call before told; null for the first.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How far it is.</returns>
    /// <exception cref="Core.Failures.AmlDrException">A call failed, or the service could not do it; the type says how.</exception>
    Task<StepProgress> UndoAsync(StepRun run, Stores.UndoRecord found, StepProgress? before, CancellationToken cancellationToken);
}
