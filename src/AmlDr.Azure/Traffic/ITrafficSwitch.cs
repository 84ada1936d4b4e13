using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Traffic;

namespace AmlDr.Azure.Traffic;

/// <summary>
/// A way of turning clients to one side of a pair. The caller makes a plan, stores it, and only then lets it be carried out: every call may be
/// repeated with the stored plan after a failure or a crash, and changes nothing more once its end is reached.
/// </summary>
public interface ITrafficSwitch
{
    /// <summary>The way's name in the policy; unique in a pair.</summary>
    string Name { get; }

    /// <summary>What kind of way it is, for people, such as <c>Azure Front Door</c>.</summary>
    string Kind { get; }

    /// <summary>Tells where the way stands.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">A resource of it is not there; none is ever created.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    Task<TrafficState> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Tells what a switch would change. Changes nothing.</summary>
    /// <param name="side">The side to turn to.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The plan; without writes when the way leads there already.</returns>
    /// <exception cref="RefusedException">The way cannot be used as it is; the message names the remedy.</exception>
    /// <exception cref="NotFoundException">A resource of it is not there.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    Task<TrafficPlan> PlanAsync(PairSide side, CancellationToken cancellationToken);

    /// <summary>Makes the switch, waits until the service has carried it out, and reads it back.</summary>
    /// <param name="plan">The stored plan.</param>
    /// <param name="cancellationToken">Cancels the calls. What is done by then stays done; the plan can be carried out again.</param>
    /// <returns>The state, which is the plan's end.</returns>
    /// <exception cref="ConflictException">Somebody else changed what the switch touches after the plan was made. Nothing of theirs is overwritten.</exception>
    /// <exception cref="ProvisioningFailedException">The service took a write and failed to carry it out.</exception>
    /// <exception cref="TransientException">A call failed, its answer was lost, or the service still works on it: repeat the call.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    Task<TrafficState> SwitchAsync(TrafficPlan plan, CancellationToken cancellationToken);

    /// <summary>Takes the switch back to exactly what was there before, also when it was made in part only.</summary>
    /// <param name="plan">The stored plan.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The state, which is that from before.</returns>
    /// <exception cref="AmlDrException">As with <see cref="SwitchAsync"/>.</exception>
    Task<TrafficState> RestoreAsync(TrafficPlan plan, CancellationToken cancellationToken);
}
