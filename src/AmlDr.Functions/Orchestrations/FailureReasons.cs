using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>Turns what an activity failed with into a state and a reason for the ledger.</summary>
internal static class FailureReasons
{
    private const string Suffix = "Exception";

    /// <summary>Reads a failure.</summary>
    /// <param name="failure">What the activity ended with.</param>
    /// <returns>Refused for what an operator must decide, else failed; the code is the failure's type without its suffix.</returns>
    public static (AssetState State, AssetReason Reason) From(TaskFailureDetails failure)
    {
        string type = failure.ErrorType[(failure.ErrorType.LastIndexOf('.') + 1)..];
        string code = type.EndsWith(Suffix, StringComparison.Ordinal) ? type[..^Suffix.Length] : type;
        bool refused = failure.IsCausedBy<RefusedException>();
        return (refused ? AssetState.Refused : AssetState.Failed, new AssetReason(code, failure.ErrorMessage));
    }
}
