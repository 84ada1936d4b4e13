using AmlDr.Azure.Audits;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Asks both sides of a pair for a sign of life.</summary>
/// <param name="probe">Does it.</param>
public sealed class ProbeSides(SideProbe probe)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>Why each side does not answer.</returns>
    [Function(nameof(ProbeSides))]
    public async Task<SidesFound> RunAsync([ActivityTrigger] string input, CancellationToken cancellationToken)
    {
        (string? primary, string? secondary) = await probe.AskAsync(input, cancellationToken);
        return new SidesFound(primary, secondary);
    }
}
