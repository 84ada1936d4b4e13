using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>The jobs of the primary that had not ended when they were last seen. Nothing here calls the primary.</summary>
public interface ICapturedJobs
{
    /// <summary>Lists them.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The jobs.</returns>
    /// <exception cref="Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    Task<IReadOnlyList<PlannedJob>> ListAsync(Pair pair, CancellationToken cancellationToken);

    /// <summary>Submits one in the secondary. The same operation submits it once, however often it is asked.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="name">The job's name in the primary.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The new job's name.</returns>
    /// <exception cref="Core.Failures.RefusedException">It cannot be submitted; the message says why.</exception>
    /// <exception cref="Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    Task<string> SubmitAsync(Pair pair, string name, string operation, CancellationToken cancellationToken);

    /// <summary>Cancels a job that was submitted.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="newName">The new job's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is told to stop; a job that has ended is left alone.</returns>
    /// <exception cref="Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    Task CancelAsync(Pair pair, string newName, CancellationToken cancellationToken);
}
