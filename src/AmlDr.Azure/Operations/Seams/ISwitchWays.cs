using System.Text.Json.Nodes;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>The ways by which a pair's clients are turned to one side. What is prepared is stored before it is carried out.</summary>
public interface ISwitchWays
{
    /// <summary>Lists the ways, in the order in which they are taken. Calls nothing that may be down.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="side">The side to turn to.</param>
    /// <returns>The ways; none when the policy names none.</returns>
    IReadOnlyList<PlannedSwitch> List(Pair pair, PairSide side);

    /// <summary>Reads where a way stands and works out how it is turned and turned back.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="name">The way.</param>
    /// <param name="side">The side to turn to.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What <see cref="SwitchAsync"/> and <see cref="RestoreAsync"/> are given; holds no secret.</returns>
    /// <exception cref="Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    Task<JsonObject> PrepareAsync(Pair pair, string name, PairSide side, CancellationToken cancellationToken);

    /// <summary>Turns clients. Doing it twice is doing it once.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="name">The way.</param>
    /// <param name="prepared">What was prepared and stored.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is done.</returns>
    /// <exception cref="Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    Task SwitchAsync(Pair pair, string name, JsonObject prepared, CancellationToken cancellationToken);

    /// <summary>Turns clients back to exactly where they were. Doing it twice is doing it once.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="name">The way.</param>
    /// <param name="prepared">What was prepared and stored.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When it is done.</returns>
    /// <exception cref="Core.Failures.AmlDrException">A call failed; the type says how.</exception>
    Task RestoreAsync(Pair pair, string name, JsonObject prepared, CancellationToken cancellationToken);
}
